import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type EventStore, type Position } from '@redress/event-store';
import { type Projection } from './projection';
import { ProjectorRunner } from './projector-runner';
import { ReadModelDatabase } from './read-model-database';
import { countingProjection, seen } from './testing/counting-projection';
import { GatedStore } from './testing/gated-store';
import { RecordedLog } from './testing/recorded-log';
import { eventually, listeningLogger, scratch } from './testing/scratch';

const LONG_MS = 5_000;
const PAGE = 20;

describe('building a read model anew', () => {
  let place: ReturnType<typeof scratch>;
  let log: RecordedLog;
  let positions: Position[];
  const running: ProjectorRunner[] = [];
  const opened: ReadModelDatabase[] = [];

  beforeEach(async () => {
    place = scratch();
    log = new RecordedLog();
    positions = [];
    for (let i = 0; i < 100; i++) positions.push(await log.add(`case-${i % 7}`, 'NoteAdded'));
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((runner) => runner.stop()));
    for (const database of opened.splice(0)) database.close();
    place.remove();
  });

  function open(file = place.file, logger = listeningLogger()): ReadModelDatabase {
    const database = ReadModelDatabase.open({ file, logger });
    opened.push(database);
    return database;
  }

  async function started(
    database: ReadModelDatabase,
    projections: readonly Projection[] = [countingProjection()],
    store: EventStore = log.store,
  ): Promise<ProjectorRunner> {
    const runner = new ProjectorRunner({ store, database, projections });
    running.push(runner);
    await runner.start();
    return runner;
  }

  /** A file whose read model has read the whole log. */
  async function built(projections?: readonly Projection[]): Promise<void> {
    const database = open();
    const runner = await started(database, projections);
    await runner.waitFor(positions.at(-1) as Position, LONG_MS);
    await runner.stop();
    database.close();
  }

  function tables(database: ReadModelDatabase): readonly string[] {
    const raw = new DatabaseSync(place.file, { readOnly: true });
    const rows = raw.prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'counting%' ORDER BY name").all();
    raw.close();
    expect(database).toBeDefined();
    return rows.map((row) => row['name'] as string);
  }

  async function builtAnew(runner: ProjectorRunner): Promise<boolean> {
    return (await runner.status())[0]?.building === null;
  }

  it('happens beside the one that serves, which stays up to date until then', async () => {
    await built();
    const store = new GatedStore(log.store, 1, PAGE);
    const database = open();
    const runner = await started(database, [countingProjection()], store);
    expect(runner.ready).toBe(true);
    await runner.rebuild('counting');
    const live = await log.add('case-1', 'NoteAdded');
    await runner.waitFor(live, LONG_MS);
    expect(seen(database)).toEqual([...positions, live]);
    expect((await runner.status())[0]).toMatchObject({ version: 1, position: live, building: { version: 1 } });
    store.allow(Infinity);
    await eventually(() => builtAnew(runner));
    expect(seen(database)).toEqual([...positions, live]);
    const later = await log.add('case-1', 'NoteAdded');
    await runner.waitFor(later, LONG_MS);
    expect(seen(database)).toEqual([...positions, live, later]);
  });

  it('drops what it replaced', async () => {
    const database = open();
    const runner = await started(database);
    await runner.waitFor(positions.at(-1) as Position, LONG_MS);
    await runner.rebuild('counting');
    await eventually(() => builtAnew(runner));
    await eventually(() => tables(database).length === 1);
    expect(tables(database)).toEqual(['counting_2_seen']);
    await eventually(() => database.builds.retired('counting').length === 0);
  });

  it('goes on where it was when the process is killed in the middle', async () => {
    const store = new GatedStore(log.store, Infinity, PAGE);
    const database = open();
    const runner = await started(database, [countingProjection()], store);
    await runner.waitFor(positions.at(-1) as Position, LONG_MS);
    store.allow(2);
    await runner.rebuild('counting');
    // Until the two pages are on disk.
    const onDisk = new DatabaseSync(place.file, { readOnly: true });
    const building = onDisk.prepare("SELECT position FROM builds WHERE role = 'building'");
    await eventually(() => building.get()?.['position'] === positions[2 * PAGE - 1]);
    onDisk.close();

    // What a killed process leaves behind is the file and its write-ahead log.
    const directory = join(dirname(place.file), 'after-the-kill');
    mkdirSync(directory);
    for (const part of ['read-models.db', 'read-models.db-wal']) {
      copyFileSync(join(dirname(place.file), part), join(directory, part));
    }
    const given: Position[] = [];
    const revived = open(join(directory, 'read-models.db'));
    const again = await started(revived, [
      countingProjection({ onEvent: ({ position }) => void given.push(position) }),
    ]);
    await eventually(() => builtAnew(again));
    expect(given).toEqual(positions.slice(2 * PAGE));
    expect(seen(revived)).toEqual(positions);
  });

  it('happens when there is a new version, which takes over from the old one when it has caught up', async () => {
    await built([countingProjection({ version: 1 })]);
    const store = new GatedStore(log.store, 1, PAGE);
    const database = open();
    const both = [countingProjection({ version: 1 }), countingProjection({ version: 2 })];
    const runner = await started(database, both, store);
    const [status] = await runner.status();
    expect(status).toMatchObject({ version: 1, position: positions.at(-1), building: { version: 2 } });
    expect(seen(database, [1])).toEqual(positions);
    store.allow(Infinity);
    await eventually(() => builtAnew(runner));
    expect((await runner.status())[0]).toMatchObject({ version: 2, building: null });
    expect(seen(database, [2])).toEqual(positions);
    await eventually(() => tables(database).length === 1);
  });

  it('replaces an old version that nobody knows any more only at the end of the log', async () => {
    await built([countingProjection({ version: 1 })]);
    for (let i = 0; i < 2 * PAGE; i++) positions.push(await log.add('case-1', 'NoteAdded'));
    const store = new GatedStore(log.store, 6, PAGE);
    const database = open();
    const runner = await started(database, [countingProjection({ version: 2 })], store);
    await eventually(async () => (await runner.status())[0]?.building?.position === positions[6 * PAGE - 1]);
    expect((await runner.status())[0]).toMatchObject({ version: 1, position: positions[99] });
    store.allow(Infinity);
    await eventually(() => builtAnew(runner));
    expect(seen(database, [2])).toEqual(positions);
  });

  it('goes back to an older version when that is the one that is started', async () => {
    await built([countingProjection({ version: 2 })]);
    const database = open();
    const runner = await started(database, [countingProjection({ version: 1 })]);
    await eventually(async () => (await builtAnew(runner)) && (await runner.status())[0]?.version === 1);
    expect(seen(database, [1])).toEqual(positions);
  });

  it('is noticed by another process on the same file', async () => {
    const [one, other] = [open(), open()];
    const first = await started(one);
    const second = await started(other);
    await Promise.all([first, second].map((runner) => runner.waitFor(positions.at(-1) as Position, LONG_MS)));
    await first.rebuild('counting');
    await eventually(() => builtAnew(first));
    const live = await log.add('case-1', 'NoteAdded');
    await Promise.all([first, second].map((runner) => runner.waitFor(live, LONG_MS)));
    expect(seen(other)).toEqual([...positions, live]);
  });

  it('begins with an empty file when the one in use turns out to be damaged', async () => {
    await built();
    const raw = new DatabaseSync(place.file);
    const page = raw.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'counting_1_seen'").get()?.['rootpage'];
    raw.close();
    const bytes = readFileSync(place.file);
    bytes.fill(0xff, (Number(page) - 1) * 4096, Number(page) * 4096);
    writeFileSync(place.file, bytes);

    const logger = listeningLogger();
    const database = open(place.file, logger);
    const runner = await started(database);
    const live = await log.add('case-1', 'NoteAdded');
    await eventually(() => logger.lines.length > 0);
    await runner.waitFor(live, LONG_MS);
    expect(seen(database)).toEqual([...positions, live]);
    expect(logger.lines).toEqual([
      `${place.file} is damaged: thrown away, the read models are built anew from the log`,
    ]);
  });

  it('begins with an empty file when a question meets the damage first', async () => {
    const logger = listeningLogger();
    const database = open(place.file, logger);
    const runner = await started(database);
    await runner.waitFor(positions.at(-1) as Position, LONG_MS);
    const corrupt = Object.assign(new Error('malformed'), { code: 'ERR_SQLITE_ERROR', errcode: 11 });
    const question = (): never => {
      throw corrupt;
    };
    expect(() => database.read('counting', [1], question)).toThrow(corrupt);
    await eventually(() => logger.lines.length > 0);
    await runner.waitFor(positions.at(-1) as Position, LONG_MS);
    expect(seen(database)).toEqual(positions);
  });
});
