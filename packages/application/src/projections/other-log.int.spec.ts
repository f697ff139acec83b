import { setTimeout as sleep } from 'node:timers/promises';
import {
  type EventStore,
  InMemoryEventStore,
  type Position,
  StoreUnavailableError,
  StoreUnusableError,
} from '@redress/event-store';
import { type Projection } from './projection';
import { ProjectorRunner } from './projector-runner';
import { ReadModelDatabase } from './read-model-database';
import { countingProjection, seen } from './testing/counting-projection';
import { GatedStore } from './testing/gated-store';
import { RecordedLog } from './testing/recorded-log';
import { ReplaceableStore } from '../testing/replaceable-store';
import { eventually, listeningLogger, scratch } from './testing/scratch';

const LONG_MS = 5_000;
const LINE =
  'Read model counting was folded from another log than the one that is read now, which was restored from a backup, replaced or lost: it is built anew';

describe('a read model whose log is not the one it was folded from', () => {
  let place: ReturnType<typeof scratch>;
  const running: ProjectorRunner[] = [];
  const opened: ReadModelDatabase[] = [];

  beforeEach(() => {
    place = scratch();
  });
  afterEach(async () => {
    await stop();
    place.remove();
  });

  async function stop(): Promise<void> {
    await Promise.all(running.splice(0).map((runner) => runner.stop()));
    for (const database of opened.splice(0)) database.close();
  }

  interface Started {
    readonly runner: ProjectorRunner;
    readonly database: ReadModelDatabase;
    readonly lines: readonly string[];
  }

  async function start(
    store: EventStore,
    projections: readonly Projection[] = [countingProjection()],
    onOtherLog?: () => void,
  ): Promise<Started> {
    const logger = listeningLogger();
    const database = ReadModelDatabase.open({ file: place.file, logger });
    opened.push(database);
    const heard = onOtherLog === undefined ? {} : { onOtherLog };
    const runner = new ProjectorRunner({ store, database, projections, logger, logCheckMs: 0, ...heard });
    running.push(runner);
    await runner.start();
    return { runner, database, lines: logger.lines };
  }

  /** Leaves a file behind that was folded from the whole log. */
  async function folded(store: EventStore): Promise<void> {
    const { runner } = await start(store);
    await runner.waitFor(await store.head(), LONG_MS);
    await stop();
  }

  /** The first `common` events are the same whatever the origin; those after them are the origin's own. */
  async function logOf(common: number, own = 0, origin = 'b0000000'): Promise<EventStore> {
    const log = new RecordedLog();
    for (let i = 0; i < common; i++) await log.add(`case-${i % 7}`, 'NoteAdded');
    log.origin = origin;
    for (let i = 0; i < own; i++) await log.add(`case-${(common + i) % 5}`, 'NoteAdded');
    return log.store;
  }

  async function positionsIn(store: EventStore): Promise<readonly Position[]> {
    return (await store.readAll({ limit: 1_000, filter: { streamPrefixes: ['case-'] } })).events.map(
      ({ position }) => position,
    );
  }

  const others: readonly [what: string, log: () => Promise<EventStore>][] = [
    ['was restored from an older backup', () => logOf(60)],
    ['was restored and has grown, not as far as before', () => logOf(60, 20)],
    ['was restored and has grown exactly as far', () => logOf(60, 40)],
    ['was restored and has grown further: positions hold other events', () => logOf(60, 80)],
    ['has nothing in common with it', () => logOf(0, 120)],
    ['is empty', async () => new InMemoryEventStore()],
  ];

  it.each(others)('is built anew, and says so once, when the log %s', async (_what, log) => {
    await folded(await logOf(100));
    const store = await log();
    const { runner, database, lines } = await start(store);
    await eventually(() => runner.ready);
    expect(seen(database)).toEqual(await positionsIn(store));
    expect(lines).toEqual([LINE]);
    await stop();
    const again = await start(store);
    await eventually(() => again.runner.ready);
    expect(again.lines).toEqual([]);
  });

  it.each(others)('is built anew when that happens under the running service: the log %s', async (_what, log) => {
    const store = new ReplaceableStore(await logOf(100));
    let told = 0;
    const { runner, database, lines } = await start(store, undefined, () => (told += 1));
    await runner.waitFor(await store.head(), LONG_MS);
    const other = await log();
    store.replaceBy(other);
    await eventually(() => lines.length > 0);
    await eventually(() => runner.ready);
    expect(seen(database)).toEqual(await positionsIn(other));
    expect(runner.caughtUpWith(await other.head())).toBe(true);
    expect([lines, told]).toEqual([[LINE], 1]);
  });

  it('is not ready until it has read the log that is there now, and shows nothing of the other', async () => {
    await folded(await logOf(100));
    const other = await logOf(60, 20);
    const store = new GatedStore(other, 1, 20);
    const { runner, database } = await start(store);
    await runner.waitFor((await positionsIn(other))[19] as Position, LONG_MS);
    expect(runner.ready).toBe(false);
    expect(seen(database)).toEqual((await positionsIn(other)).slice(0, 20));
    store.allow(Infinity);
    await eventually(() => runner.ready);
    expect(seen(database)).toEqual(await positionsIn(other));
  });

  it('is not ready either when that happens under the running service', async () => {
    const store = new ReplaceableStore(await logOf(100));
    const { runner, lines } = await start(store);
    await eventually(() => runner.ready);
    store.isHeldUp = true;
    store.replaceBy(await logOf(60));
    await eventually(() => lines.length > 0);
    await sleep(20);
    expect(runner.ready).toBe(false);
    store.isHeldUp = false;
    await eventually(() => runner.ready);
  });

  it('applies nothing of the other log before it knows that it is another', async () => {
    const store = new ReplaceableStore(await logOf(100));
    const { runner, database, lines } = await start(store);
    await runner.waitFor(await store.head(), LONG_MS);
    store.lookUpFailure = new StoreUnavailableError('The store comes up again');
    await sleep(20);
    const other = await logOf(60, 80);
    const before = store.handedOut;
    store.replaceBy(other);
    await eventually(() => store.handedOut > before);
    await sleep(20);
    store.lookUpFailure = null;
    await eventually(() => lines.length > 0 && runner.ready);
    expect(seen(database)).toEqual(await positionsIn(other));
  });

  it('is not ready while it cannot read the log', async () => {
    const store = new ReplaceableStore(await logOf(100));
    const { runner, lines } = await start(store);
    await eventually(() => runner.ready);
    store.failure = new StoreUnusableError('The log is gone');
    await eventually(() => !runner.ready);
    await sleep(20);
    expect(runner.ready).toBe(false);
    store.failure = null;
    expect(lines).toEqual([
      'Read model counting (build 1) was cut off from the log (store-unusable): subscribing again',
      'Read model counting: The log is gone, trying again',
    ]);
    await eventually(() => runner.ready);
  });

  it('misses nothing when only events were lost that it filters out', async () => {
    const [before, after] = [new RecordedLog(), new RecordedLog()];
    for (const log of [before, after]) for (let i = 0; i < 30; i++) await log.add(`case-${i % 7}`, 'NoteAdded');
    for (let i = 0; i < 10; i++) await before.add('policy-default', 'PolicyPublished');
    const store = new ReplaceableStore(before.store);
    const { runner, database } = await start(store);
    await runner.waitFor(await store.head(), LONG_MS);
    store.replaceBy(after.store);
    await eventually(() => runner.ready && !runner.caughtUpWith(positionOf(31)));
    const last = await after.add('case-1', 'NoteAdded');
    await runner.waitFor(last, LONG_MS);
    expect(seen(database)).toEqual(await positionsIn(after.store));
  });

  it('misses nothing when such were lost and others came in their places while it was stopped', async () => {
    const [before, after] = [new RecordedLog(), new RecordedLog()];
    for (const log of [before, after]) for (let i = 0; i < 30; i++) await log.add(`case-${i % 7}`, 'NoteAdded');
    for (let i = 0; i < 10; i++) await before.add('policy-default', 'PolicyPublished');
    await folded(before.store);
    after.origin = 'b0000000';
    for (let i = 0; i < 20; i++) await after.add(i === 3 ? 'case-1' : 'policy-default', 'NoteAdded');
    const { runner, database } = await start(after.store);
    await runner.waitFor(await after.store.head(), LONG_MS);
    expect(seen(database)).toEqual(await positionsIn(after.store));
  });

  it('begins the build beside it anew as well', async () => {
    await folded(await logOf(100));
    const gated = new GatedStore(await logOf(100), 1, 20);
    const { runner } = await start(gated, [countingProjection(), countingProjection({ version: 2 })]);
    await eventually(async () => (await runner.status())[0]?.building?.position === positionOf(20));
    await stop();
    const other = await logOf(10, 50);
    const { runner: again, database, lines } = await start(other, [countingProjection({ version: 2 })]);
    await eventually(() => again.ready);
    expect(seen(database, [2])).toEqual(await positionsIn(other));
    expect(lines).toEqual([LINE]);
  });

  it('is noticed by each of two processes on one file', async () => {
    const stores = [new ReplaceableStore(await logOf(100)), new ReplaceableStore(await logOf(100))];
    const both = await Promise.all(stores.map((store) => start(store)));
    await Promise.all(both.map(({ runner }) => runner.waitFor(positionOf(100), LONG_MS)));
    const other = await logOf(60, 20);
    for (const store of stores) store.replaceBy(other);
    const counts = (database: ReadModelDatabase): number => seen(database).length;
    await eventually(() => both.every(({ runner, database }) => runner.ready && counts(database) === 80));
    for (const { database } of both) expect(seen(database)).toEqual(await positionsIn(other));
  });
});

describe('a read model whose log is the one it was folded from', () => {
  it('reads nothing of it again at a start but the one event that shows it', async () => {
    const place = scratch();
    const log = new RecordedLog();
    for (let i = 0; i < 500; i++) await log.add(`case-${i % 7}`, 'NoteAdded');
    const handedOut: number[] = [];
    for (let run = 0; run < 2; run++) {
      const store = new ReplaceableStore(log.store);
      const logger = listeningLogger();
      const database = ReadModelDatabase.open({ file: place.file, logger });
      const runner = new ProjectorRunner({ store, database, projections: [countingProjection()], logger });
      await runner.start();
      await eventually(() => runner.ready);
      expect([logger.lines, seen(database).length]).toEqual([[], 500]);
      handedOut.push(store.handedOut);
      await runner.stop();
      database.close();
    }
    expect(handedOut).toEqual([500, 1]);
    place.remove();
  });
});

function positionOf(count: number): Position {
  return String(count).padStart(16, '0');
}
