// A second process on the same log, told what to do by messages. Argument: log file.
//   { append: stream, count }  appends one by one at exact revisions; answers { done: instants at which each resolved }
//   { race: stream, wins }     appends until it has won so many revisions; answers { won: [revision, id] pairs }
// Instants are milliseconds since 1970, with fractions.
import { randomUUID } from 'node:crypto';
import { SqliteEventStore } from '@redress/event-store-sqlite';

const store = await SqliteEventStore.open({ file: process.argv[2] });
const event = () => ({ id: randomUUID(), type: 'NoteAdded', schemaVersion: 1, data: '{}', metadata: '{}', hash: null });

async function append({ append: stream, count, pauseMs = 0 }) {
  const done = [];
  for (let revision = 0; revision < count; revision++) {
    await store.append(stream, revision === 0 ? 'noStream' : revision - 1, [event()]);
    done.push(performance.timeOrigin + performance.now());
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return { done };
}

async function race({ race: stream, wins }) {
  const won = [];
  for (let expected = 'noStream'; won.length < wins;) {
    const attempt = event();
    try {
      const { revision } = await store.append(stream, expected, [attempt]);
      won.push([revision, attempt.id]);
      expected = revision;
    } catch (error) {
      if (error.code !== 'wrong-expected-revision') throw error;
      expected = error.actual ?? 'noStream';
    }
  }
  return { won };
}

process.on('message', async (order) => process.send(await (order.append ? append(order) : race(order))));
process.send('ready');
