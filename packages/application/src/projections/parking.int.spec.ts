import { event } from '@redress/domain/testing';
import { ManualClock } from '../testing/manual-clock';
import { ProjectorRunner } from './projector-runner';
import { ReadModelDatabase } from './read-model-database';
import { type ReadModelStatus } from './read-model-status';
import { countingProjection, type CountingOptions, seen } from './testing/counting-projection';
import { RecordedLog } from './testing/recorded-log';
import { eventually, listeningLogger, scratch } from './testing/scratch';

const LONG_MS = 5_000;

class PoisonError extends Error {
  readonly code = 'test-poison';
}

describe.each([
  { order: 'in the order of the log', build: 1, reading: {} },
  { order: 'by whole streams', build: 2, reading: { wholeStreams: ['case-'] } },
])('an event that cannot be applied, read $order', ({ build, reading }) => {
  let place: ReturnType<typeof scratch>;
  let log: RecordedLog;
  let logger: ReturnType<typeof listeningLogger>;
  let database: ReadModelDatabase;
  let runner: ProjectorRunner | undefined;

  beforeEach(() => {
    place = scratch();
    log = new RecordedLog();
    logger = listeningLogger();
    database = ReadModelDatabase.open({ file: place.file });
  });
  afterEach(async () => {
    await runner?.stop();
    database.close();
    place.remove();
  });

  async function run(options: CountingOptions): Promise<ReadModelStatus> {
    const clock = new ManualClock('2026-03-02T10:00:00.000Z');
    runner = new ProjectorRunner({
      store: log.store,
      database,
      projections: [countingProjection({ ...options, ...reading })],
      clock,
      logger,
    });
    await runner.start();
    await runner.waitFor(await log.store.head(), LONG_MS);
    const [status] = await runner.status();
    return status as ReadModelStatus;
  }

  it('parks its case alone: others go on, what the case left is taken away, and later events are counted', async () => {
    const [, b1] = [await log.add('case-a', 'NoteAdded'), await log.add('case-b', 'NoteAdded')];
    const poison = await log.add('case-a', 'NoteAdded');
    const b2 = await log.add('case-b', 'NoteAdded');
    await log.add('case-a', 'NoteAdded');
    await log.add('case-a', 'NoteAdded');
    const status = await run({
      onEvent: ({ position }) => {
        if (position === poison) throw new PoisonError('Somebody wrote: my name is Clara');
      },
    });
    expect(seen(database)).toEqual([b1, b2]);
    expect(status.parked).toEqual([
      {
        stream: 'case-a',
        revision: 1,
        type: 'NoteAdded',
        schemaVersion: 1,
        code: 'test-poison',
        since: '2026-03-02T10:00:00.000Z',
        skipped: 2,
      },
    ]);
    expect(logger.lines.slice(0, 1)).toEqual([
      `Read model counting (build ${build}) parks case-a: test-poison at revision 1 (NoteAdded, version 1)`,
    ]);
    expect(database.read('counting', [1], ({ parked }) => parked)).toBe(1);
  });

  it('is tried again a few times first', async () => {
    const position = await log.add('case-a', 'NoteAdded');
    let tries = 0;
    const status = await run({
      onEvent: () => {
        tries += 1;
        if (tries < 4) throw new PoisonError('not yet');
      },
    });
    expect(seen(database)).toEqual([position]);
    expect(status.parked).toEqual([]);
  });

  it('does not make the events before and after it in the batch be applied twice', async () => {
    for (let i = 0; i < 60; i++) await log.add(`case-${i}`, 'NoteAdded');
    const status = await run({
      onEvent: ({ stream }) => {
        if (stream === 'case-31') throw new PoisonError('no');
      },
    });
    expect(new Set(seen(database)).size).toBe(59);
    expect(seen(database)).toHaveLength(59);
    expect(status.parked).toHaveLength(1);
  });

  it('is named when its type is not known, and tried no further', async () => {
    await log.add('case-a', 'ComplaintForgotten', { personal: { text: 'secret' } });
    const { parked } = await run({ isReading: true });
    expect(parked).toMatchObject([{ stream: 'case-a', code: 'unknown-event-type', type: 'ComplaintForgotten' }]);
  });

  it('is named when a newer version of Redress wrote it', async () => {
    const { type, data } = event('NoteAdded');
    await log.add('case-a', type, data, '2026-03-02T09:00:00.000Z', 7);
    await log.add('case-b', type, data);
    const { parked } = await run({ isReading: true });
    expect(parked).toMatchObject([{ stream: 'case-a', code: 'newer-schema-version', type, schemaVersion: 7 }]);
    expect(seen(database)).toHaveLength(1);
  });

  it('is named, too, when its type bears the name of something that every object has', async () => {
    await log.add('case-a', 'constructor');
    const { parked } = await run({ isReading: true });
    expect(parked).toMatchObject([{ code: 'unknown-event-type' }]);
  });

  it('has its case tried again by a rebuild', async () => {
    const position = await log.add('case-a', 'NoteAdded');
    let isBroken = true;
    const first = await run({
      onEvent: () => {
        if (isBroken) throw new PoisonError('no');
      },
    });
    expect(first.parked).toHaveLength(1);
    isBroken = false;
    await runner?.rebuild('counting');
    await eventually(async () => (await runner?.status())?.[0]?.building === null);
    const [status] = (await runner?.status()) ?? [];
    expect(status?.parked).toEqual([]);
    expect(seen(database)).toEqual([position]);
  });
});
