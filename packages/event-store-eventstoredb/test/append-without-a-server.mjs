// An append under way, and nothing else, must keep the process alive until it has its answer. Argument: connection string.
import { randomUUID } from 'node:crypto';
import { EventStoreDbEventStore } from '../dist/index.js';

const store = new EventStoreDbEventStore({ url: process.argv[2], timeoutMs: 1_000 });
const event = { id: randomUUID(), type: 'T', schemaVersion: 1, data: '1', metadata: '{}', hash: null };
const answers = await Promise.allSettled([store.append(`case-${randomUUID()}`, 'noStream', [event]), store.head()]);
process.stdout.write(answers.map(({ reason }) => reason.code).join(' '));
