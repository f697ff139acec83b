// Writing to a log of any size, as a service does that was just started: commands on cases chosen at random among all,
// and plain appends of one event. 32 callers. Arguments: directory, cases there are, seed.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { caseModule } from '@redress/application';
import { EMPTY_CHAIN, seal } from '@redress/event-store';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { below, seeded } from '../../torture/random.mjs';
import { concurrently, median, rate } from '../measure.mjs';
import { caseIdOfNth } from './copies.mjs';
import { cpuSeconds, megabytes, print } from './figures.mjs';

const CALLERS = 32;
const ROUNDS = 5;
const COMMANDS = 2_000;
const APPENDS = 10_000;

const [dir, cases, seed] = process.argv.slice(2).map((arg, i) => (i === 0 ? arg : Number(arg)));
const random = seeded(seed + 1);
const actor = { id: 'sue', kind: 'person', role: 'supervisor', name: 'Sue Berg', via: 'desk' };
const store = await SqliteEventStore.open({ file: join(dir, 'log.db') });
const { service } = caseModule({ store });

const note = () => {
  const caseId = caseIdOfNth(below(random, cases));
  const command = { type: 'AddNote', text: 'Called the supplier, who will come tomorrow between nine and twelve.' };
  return service.handle({ caseId, command, actor, commandId: randomUUID() });
};
const draft = {
  type: 'NoteAdded',
  schemaVersion: 1,
  data: { personal: { text: 'Called the supplier, who will come tomorrow between nine and twelve.' } },
  metadata: {
    actor,
    occurredAt: '2026-03-02T09:00:00.000Z',
    occurredAtPrecision: 'instant',
    recordedAt: '2026-03-02T09:00:00.000Z',
    correlationId: randomUUID(),
    commandId: randomUUID(),
  },
};
const sealedStream = () => {
  const stream = `bench-${randomUUID()}`;
  return [stream, 'noStream', seal(stream, EMPTY_CHAIN, [draft])];
};

const [commands, appends] = [[], []];
let cpu = 0;
for (let round = 0; round < ROUNDS; round++) {
  cpu += await cpuSeconds(async () => {
    commands.push(await rate(() => concurrently(CALLERS, COMMANDS, note)));
  });
  const sealed = Array.from({ length: APPENDS / ROUNDS }, sealedStream);
  appends.push(await rate(() => concurrently(CALLERS, sealed.length, (i) => store.append(...sealed[i]))));
}
await store.close();
print({
  commandsPerSecond: median(commands),
  commandsPerCpuSecond: (ROUNDS * COMMANDS) / cpu,
  appendsPerSecond: median(appends),
  peakMegabytes: megabytes(),
});
