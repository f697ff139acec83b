import { type Position } from '@redress/event-store';
import { ManualClock } from '../testing/manual-clock';
import { ReadModelBehindError, UnknownReadModelError } from './errors';
import { type Projection } from './projection';
import { ProjectorRunner } from './projector-runner';
import { ReadModelDatabase } from './read-model-database';
import { countingProjection, seen } from './testing/counting-projection';
import { GatedStore } from './testing/gated-store';
import { RecordedLog } from './testing/recorded-log';
import { eventually, scratch } from './testing/scratch';

const LONG_MS = 5_000;

describe('running a projector', () => {
  let place: ReturnType<typeof scratch>;
  let log: RecordedLog;
  const running: ProjectorRunner[] = [];
  const opened: ReadModelDatabase[] = [];
  const clock = new ManualClock('2026-03-02T10:00:00.000Z');

  beforeEach(() => {
    place = scratch();
    log = new RecordedLog();
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((runner) => runner.stop()));
    for (const database of opened.splice(0)) database.close();
    place.remove();
  });

  function open(): ReadModelDatabase {
    const database = ReadModelDatabase.open({ file: place.file });
    opened.push(database);
    return database;
  }

  function runnerOn(
    database: ReadModelDatabase,
    projection: Projection = countingProjection(),
    store = log.store,
  ): ProjectorRunner {
    const runner = new ProjectorRunner({ store, database, projections: [projection], clock });
    running.push(runner);
    return runner;
  }

  async function addCases(count: number): Promise<readonly Position[]> {
    const positions: Position[] = [];
    for (let i = 0; i < count; i++) positions.push(await log.add(`case-${i % 7}`, 'NoteAdded'));
    return positions;
  }

  it('applies what is in the log, then what comes, in order and each event once', async () => {
    const before = await addCases(20);
    const database = open();
    const runner = runnerOn(database);
    await runner.start();
    const after = await addCases(5);
    await runner.waitFor(after.at(-1) as Position, LONG_MS);
    expect(seen(database)).toEqual([...before, ...after]);
  });

  it('goes on from its checkpoint when it is started again', async () => {
    const before = await addCases(20);
    const first = open();
    const runner = runnerOn(first);
    await runner.start();
    await runner.waitFor(before.at(-1) as Position, LONG_MS);
    await runner.stop();
    first.close();
    const after = await addCases(5);
    const given: Position[] = [];
    const projection = countingProjection({ onEvent: ({ position }) => given.push(position) });
    const again = runnerOn(open(), projection);
    await again.start();
    await again.waitFor(after.at(-1) as Position, LONG_MS);
    expect(given).toEqual(after);
  });

  it('passes the positions of events that it is not given', async () => {
    await addCases(1);
    const checkpoint = await log.add('checkpoints', 'CheckpointSigned');
    const database = open();
    const runner = runnerOn(database);
    await runner.start();
    await runner.waitFor(checkpoint, LONG_MS);
    const later = await log.add('policy-default', 'PolicyPublished');
    await runner.waitFor(later, LONG_MS);
    expect(seen(database)).toHaveLength(1);
    expect(database.read('counting', [1], ({ position }) => position)).toBe(later);
  });

  it('turns away who waits for a position that it does not reach in time', async () => {
    const runner = runnerOn(open());
    await runner.start();
    const waiting = runner.waitFor('9999999999999999', 20);
    await expect(waiting).rejects.toBeInstanceOf(ReadModelBehindError);
    await expect(waiting).rejects.toMatchObject({
      code: 'read-model-behind',
      readModel: 'counting',
      wanted: '9999999999999999',
    });
    await expect(runner.waitFor('', 20, 'nonesuch')).rejects.toBeInstanceOf(UnknownReadModelError);
  });

  it('turns away who waits when it is stopped', async () => {
    const runner = runnerOn(open());
    await runner.start();
    const waiting = expect(runner.waitFor('9999999999999999', LONG_MS)).rejects.toBeInstanceOf(ReadModelBehindError);
    await runner.stop();
    await waiting;
  });

  it('tells how far it is, and calls back when it gets further, until nobody wants to know', async () => {
    const first = await log.add('case-1', 'NoteAdded');
    const runner = runnerOn(open());
    expect(() => runner.progress('nonesuch')).toThrow(UnknownReadModelError);
    for (const progress of [runner.progress(), runner.progress('counting')]) expect(progress.position).toBe('');
    const progress = runner.progress();
    const heard: Position[] = [];
    const unwatch = progress.onAdvance(() => heard.push(progress.position));
    await runner.start();
    await runner.waitFor(first, LONG_MS);
    const second = await log.add('case-1', 'NoteAdded');
    await runner.waitFor(second, LONG_MS);
    expect(heard.at(-1)).toBe(second);
    unwatch();
    const calls = heard.length;
    const third = await log.add('case-1', 'NoteAdded');
    await runner.waitFor(third, LONG_MS);
    expect([heard.length, progress.position]).toEqual([calls, third]);
  });

  it('is as far as the last of its read models', async () => {
    const poisoned = countingProjection({
      onEvent: () => {
        throw new Error('It takes some tries until this one is given up');
      },
    });
    const projections = [countingProjection(), { ...poisoned, name: 'slow' }];
    const runner = new ProjectorRunner({ store: log.store, database: open(), projections, clock });
    running.push(runner);
    const position = await log.add('case-1', 'NoteAdded');
    await runner.start();
    await runner.waitFor(position, LONG_MS, 'counting');
    expect([runner.progress('counting').position, runner.progress().position]).toEqual([position, '']);
    await runner.waitFor(position, LONG_MS, 'slow');
    expect(runner.progress().position).toBe(position);
  });

  it('is ready when it has reached the end that the log had at the start', async () => {
    await addCases(30);
    const store = new GatedStore(log.store, 1, 10);
    const runner = new ProjectorRunner({ store, database: open(), projections: [countingProjection()], clock });
    running.push(runner);
    expect(runner.ready).toBe(false);
    await runner.start();
    const [status] = await runner.status();
    expect(runner.ready).toBe(false);
    expect(status).toMatchObject({ name: 'counting', version: 1, parked: [], building: null });
    store.allow(Infinity);
    await eventually(() => runner.ready);
    expect(runner.caughtUpWith(await log.store.head())).toBe(true);
    expect(runner.caughtUpWith('9999999999999999')).toBe(false);
  });

  it('says how far it is behind, in events and in seconds', async () => {
    for (let i = 0; i < 30; i++)
      await log.add('case-1', 'NoteAdded', {}, `2026-03-02T09:00:${String(i).padStart(2, '0')}.000Z`);
    const store = new GatedStore(log.store, 1, 10);
    const runner = new ProjectorRunner({ store, database: open(), projections: [countingProjection()], clock });
    running.push(runner);
    await runner.start();
    await runner.waitFor((await log.store.readAll({ limit: 10 })).position, LONG_MS);
    const [behind] = await runner.status();
    expect(behind).toMatchObject({ lagEvents: 20, lagSeconds: 3590 });
    store.allow(Infinity);
    await runner.waitFor(await log.store.head(), LONG_MS);
    const [caughtUp] = await runner.status();
    expect(caughtUp).toMatchObject({ lagEvents: 0, lagSeconds: 0, position: await log.store.head() });
  });

  it('applies each event once when two run on one file', async () => {
    const before = await addCases(300);
    const [one, other] = [open(), open()];
    const runners = [runnerOn(one), runnerOn(other)];
    await Promise.all(runners.map((runner) => runner.start()));
    const after: Position[] = [];
    for (let i = 0; i < 100; i++) {
      after.push(await log.add('case-1', 'NoteAdded'));
      if (i % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await Promise.all(runners.map((runner) => runner.waitFor(after.at(-1) as Position, LONG_MS)));
    expect(seen(one)).toEqual([...before, ...after]);
    expect(seen(other)).toEqual([...before, ...after]);
  });

  it('leaves the process its turn while it catches up', async () => {
    await addCases(500);
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 1);
    const projection = countingProjection({
      onEvent: () => {
        const until = performance.now() + 1;
        while (performance.now() < until);
      },
    });
    const runner = runnerOn(open(), projection);
    await runner.start();
    await runner.waitFor(await log.store.head(), LONG_MS);
    clearInterval(counting);
    // 500 ms of work in slices of about 10.
    expect(turns).toBeGreaterThan(15);
  });
});
