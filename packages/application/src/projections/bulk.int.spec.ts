import {
  type EventStore,
  type InMemoryEventStore,
  type Position,
  type ReadStreamsOptions,
  type StoredEvent,
  type StreamsPage,
} from '@redress/event-store';
import { ReadModelBehindError } from './errors';
import { ProjectorRunner } from './projector-runner';
import { ReadModelDatabase } from './read-model-database';
import { countingProjection, type CountingOptions, seen } from './testing/counting-projection';
import { RecordedLog } from './testing/recorded-log';
import { eventually, scratch } from './testing/scratch';

const LONG_MS = 10_000;
jest.setTimeout(30_000);
const wholeStreams = ['case-'];

/** A log whose streams are handed out page by page, one after each permission. */
class PagedLog extends RecordedLog {
  readonly asked: ReadStreamsOptions[] = [];
  private allowed = Infinity;
  private proceed: () => void = () => undefined;

  allow(pages: number): void {
    this.allowed = pages;
    this.proceed();
  }

  /** The store as read models see it. */
  get paged(): EventStore {
    const { store } = this;
    const readStreams = (options: ReadStreamsOptions): Promise<StreamsPage> => this.page(options);
    return Object.assign(Object.create(store) as InMemoryEventStore, { readStreams });
  }

  private async page(options: ReadStreamsOptions): Promise<StreamsPage> {
    this.asked.push(options);
    while (this.allowed <= 0) await new Promise<void>((resolve) => (this.proceed = resolve));
    this.allowed -= 1;
    return this.store.readStreams(options);
  }
}

describe('a build from whole streams', () => {
  let place: ReturnType<typeof scratch>;
  let log: PagedLog;
  const running: ProjectorRunner[] = [];
  const opened: ReadModelDatabase[] = [];

  beforeEach(() => {
    place = scratch();
    log = new PagedLog();
  });
  afterEach(async () => {
    log.allow(Infinity);
    await Promise.all(running.splice(0).map((runner) => runner.stop()));
    for (const database of opened.splice(0)) await database.close();
    place.remove();
  });

  async function run(options: CountingOptions = {}): Promise<{ database: ReadModelDatabase; runner: ProjectorRunner }> {
    const database = ReadModelDatabase.open({ file: place.file });
    opened.push(database);
    const projections = [countingProjection({ wholeStreams, ...options })];
    const runner = new ProjectorRunner({ store: log.paged, database, projections });
    running.push(runner);
    await runner.start();
    return { database, runner };
  }

  /** Events of so many streams, turn by turn. */
  async function write(streams: number, rounds: number): Promise<readonly Position[]> {
    const positions: Position[] = [];
    for (let round = 0; round < rounds; round++) {
      for (let n = 0; n < streams; n++) positions.push(await log.add(`case-${n}`, 'NoteAdded'));
    }
    return positions;
  }

  it('holds every event once, those that came in meanwhile too, each stream in one piece', async () => {
    const given: StoredEvent[] = [];
    const before = await write(50, 3);
    log.allow(0);
    const { database, runner } = await run({ onEvent: (event) => void given.push(event) });
    await eventually(() => log.asked.length === 1);
    const meanwhile = [await log.add('case-0', 'NoteAdded'), await log.add('case-new', 'NoteAdded')];
    log.allow(Infinity);
    await runner.waitFor(await log.store.head(), LONG_MS);
    expect(seen(database)).toEqual([...before, ...meanwhile].sort());
    const streams = given.slice(0, before.length).map(({ stream }) => stream);
    expect(streams.filter((stream, i) => stream !== streams[i - 1])).toHaveLength(50);
  });

  it('shows nothing before it is done: an answer is true up to the position that it names', async () => {
    await write(300, 1);
    log.allow(1);
    const { database, runner } = await run();
    await eventually(() => log.asked.length === 2);
    await eventually(() => typeof database.builds.inRole('counting', 'building')?.bulk?.cursor === 'string');
    expect(database.read('counting', [1], ({ position }) => position)).toBe('');
    expect(seen(database)).toEqual([]);
    expect(runner.ready).toBe(false);
    log.allow(Infinity);
    await runner.waitFor(await log.store.head(), LONG_MS);
    expect(runner.ready).toBe(true);
    expect(seen(database)).toHaveLength(300);
  });

  it('goes on where it was when the process ended, and gives nothing twice', async () => {
    const before = await write(500, 2);
    log.allow(3);
    const first = await run();
    await eventually(() => typeof first.database.builds.inRole('counting', 'building')?.bulk?.cursor === 'string');
    const cursor = first.database.builds.inRole('counting', 'building')?.bulk?.cursor;
    // A killed process stops nothing and closes nothing: what is not durable is not there.
    log.allow(0);
    await running.splice(0)[0]?.stop();
    await opened.splice(0)[0]?.close();
    log.asked.length = 0;
    log.allow(Infinity);
    const later = await log.add('case-later', 'NoteAdded');
    const { database, runner } = await run();
    await runner.waitFor(await log.store.head(), LONG_MS);
    expect(log.asked[0]?.after).toBeDefined();
    expect(Number(log.asked[0]?.after)).toBeGreaterThanOrEqual(Number(cursor));
    expect(seen(database)).toEqual([...before, later].sort());
  });

  it('is begun anew on a log that does not reach as far as it was to be made', async () => {
    const positions = await write(300, 1);
    // Unfinished, of a log with more events than this one has since a backup was put back.
    const before = ReadModelDatabase.open({ file: place.file });
    const projection = countingProjection({ wholeStreams });
    before.write(() => {
      for (const role of ['serving', 'building'] as const) {
        const build = before.builds.add('counting', 1, role, role === 'building' ? '0000000000000301' : null);
        projection.createTables(before.tablesOf(build));
      }
      before.builds.setBulk(2, { upTo: '0000000000000301', cursor: '200' });
    });
    await before.close();
    const { database, runner } = await run();
    await runner.waitFor(await log.store.head(), LONG_MS);
    expect(seen(database)).toEqual(positions);
    expect(database.builds.find(2)?.role ?? 'retired').toBe('retired');
  });

  it('of a rebuild leaves the one that serves as it is, which goes on meanwhile', async () => {
    await write(30, 2);
    const { database, runner } = await run();
    await runner.waitFor(await log.store.head(), LONG_MS);
    log.allow(0);
    log.asked.length = 0;
    await runner.rebuild('counting');
    await eventually(() => log.asked.length === 1);
    const later = await log.add('case-0', 'NoteAdded');
    await runner.waitFor(later, LONG_MS);
    expect(seen(database)).toHaveLength(61);
    log.allow(Infinity);
    const isReplaced = async (): Promise<boolean> => (await runner.status())[0]?.building === null;
    await eventually(isReplaced);
    expect(database.builds.inRole('counting', 'serving')?.id).toBe(3);
    expect(seen(database)).toHaveLength(61);
  });

  it('is begun again by another process on the same file, without anything twice', async () => {
    const before = await write(700, 1);
    const both = await Promise.all([run(), run()]);
    const head = await log.store.head();
    await Promise.all(both.map(({ runner }) => runner.waitFor(head, LONG_MS)));
    for (const { database } of both) expect(seen(database)).toEqual(before);
  });

  it('answers nothing to who knows another version only', async () => {
    await write(3, 1);
    const { database, runner } = await run();
    await runner.waitFor(await log.store.head(), LONG_MS);
    expect(() => seen(database, [2])).toThrow(ReadModelBehindError);
  });
});
