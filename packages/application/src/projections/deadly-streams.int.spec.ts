import { join } from 'node:path';
import { type EventStore } from '@redress/event-store';
import { ProjectorRunner } from './projector-runner';
import { ReadModelDatabase } from './read-model-database';
import { countingProjection, seen } from './testing/counting-projection';
import { RecordedLog } from './testing/recorded-log';
import { listeningLogger, scratch } from './testing/scratch';

const LONG_MS = 40_000;
jest.setTimeout(60_000);

describe.each([
  ['by whole streams', 'case-deadly-exit', ['case-']],
  ['by whole streams', 'case-deadly-memory', ['case-']],
  ['in the order of the log', 'case-deadly-exit', undefined],
])('a stream that ends the thread, read %s: %s', (_order, deadly, wholeStreams) => {
  const place = scratch();
  const logger = listeningLogger();
  const log = new RecordedLog();
  let database: ReadModelDatabase;
  let runner: ProjectorRunner;

  beforeAll(() => {
    const projectionsModule = join(__dirname, '../../test/deadly-projections.mjs');
    database = ReadModelDatabase.open({ file: place.file, logger, projectionsModule });
    // Only SQLite and the store in memory read whole streams.
    const store: EventStore = Object.assign(
      Object.create(log.store) as EventStore,
      wholeStreams === undefined ? { readStreams: undefined } : {},
    );
    const projection = countingProjection(wholeStreams === undefined ? {} : { wholeStreams });
    runner = new ProjectorRunner({ store, database, projections: [projection], logger });
  });
  afterAll(async () => {
    await runner.stop();
    await database.close();
    place.remove();
  });

  it('is parked by its name after a few deaths, and nothing else is: every other event is applied once', async () => {
    const others: string[] = [];
    for (const round of [1, 2]) {
      for (const stream of ['case-a', 'case-b', deadly, 'case-c']) {
        const position = await log.add(stream, 'NoteAdded', { round });
        if (stream !== deadly) others.push(position);
      }
    }
    await runner.start();
    await runner.waitFor(await log.store.head(), LONG_MS);
    expect(runner.ready).toBe(true);
    expect(seen(database)).toEqual(others);
    const [status] = await runner.status();
    expect(status?.parked).toMatchObject([{ stream: deadly, revision: 0, code: 'thread-ended', skipped: 1 }]);
    expect(logger.lines.filter((line) => line.includes('parks'))).toEqual([
      expect.stringContaining(`parks ${deadly}: thread-ended at revision 0 (NoteAdded, version 1)`),
    ]);
    // What comes later goes on as ever.
    const later = await log.add('case-a', 'NoteAdded');
    await log.add(deadly, 'NoteAdded');
    await runner.waitFor(await log.store.head(), LONG_MS);
    expect(seen(database)).toEqual([...others, later]);
    expect((await runner.status())[0]?.parked).toMatchObject([{ stream: deadly, skipped: 2 }]);
  });
});
