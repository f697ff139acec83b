import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreUnavailableError, StoreUnusableError } from '@redress/event-store';
import { newEvents } from '@redress/event-store/contract';
import { temporaryLog } from '../test/temporary-log';
import { APPLICATION_ID, MIGRATIONS } from './schema';
import { SqliteEventStore } from './sqlite-event-store';

describe('SqliteEventStore.open', () => {
  const { file, open } = temporaryLog();

  function foreignFile(sql: string): void {
    const db = new DatabaseSync(file());
    db.exec(sql);
    db.close();
  }

  async function expectUnusable(name: string, reason: string | RegExp): Promise<void> {
    const opening = SqliteEventStore.open({ file: name });
    await expect(opening).rejects.toBeInstanceOf(StoreUnusableError);
    await expect(opening).rejects.toThrow(name);
    await expect(opening).rejects.toThrow(reason);
  }

  it('makes the file and its directory, for its owner alone, and marks the file as its own', async () => {
    const name = join(dirname(file()), 'deep', 'down', 'log.db');
    await (await open({ file: name })).close();
    expect(statSync(dirname(name)).mode & 0o777).toBe(0o700);
    const db = new DatabaseSync(name);
    expect(db.prepare('PRAGMA application_id').get()).toMatchObject({ application_id: APPLICATION_ID });
    expect(db.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: MIGRATIONS.length });
    expect(db.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
    db.close();
  });

  it('is made by one of two that open it at the same moment, and used by both', async () => {
    // Of 600 pairs, 23 failed while the version was read before the other's schema and the tables were counted after it.
    for (let pair = 0; pair < 150; pair++) {
      const name = join(dirname(file()), `pair-${pair}`, 'log.db');
      const stores = await Promise.all([SqliteEventStore.open({ file: name }), SqliteEventStore.open({ file: name })]);
      await Promise.all(stores.map((store) => store.close()));
    }
  }, 60_000);

  it('takes an empty file', async () => {
    writeFileSync(file(), '');
    const store = await open();
    expect((await store.append('case-a', 'noStream', newEvents(1))).revision).toBe(0);
  });

  it('refuses a file that is not a database', async () => {
    writeFileSync(file(), 'complaint,handler\n'.repeat(500));
    await expectUnusable(file(), 'is not a database: name another file, or restore this one from a copy');
  });

  it.each(['CREATE TABLE customers (id)', 'PRAGMA application_id = 42', 'PRAGMA user_version = 3'])(
    "refuses another application's file and leaves it as it was: %s",
    async (sql) => {
      foreignFile(sql);
      const before = readFileSync(file());
      await expectUnusable(file(), 'belongs to another application: name another file');
      expect(readFileSync(file()).equals(before)).toBe(true);
      expect(existsSync(`${file()}-wal`)).toBe(false);
    },
  );

  it('refuses a newer schema', async () => {
    await (await open()).close();
    foreignFile('PRAGMA user_version = 99');
    await expectUnusable(file(), `has schema 99, this release knows ${MIGRATIONS.length}: use a newer release`);
  });

  it('refuses a directory as a file', async () => {
    mkdirSync(file());
    await expectUnusable(file(), 'cannot be opened');
  });

  it('refuses a directory that cannot be made or written', async () => {
    writeFileSync(file(), '');
    await expectUnusable(join(file(), 'log.db'), 'writable for this user');
    // Not even root may write here, where there is such a place.
    await expectUnusable('/proc/log.db', 'writable for this user');
  });

  it.each(['', ':memory:'])('refuses %p and names the store without a file', async (name) => {
    await expect(SqliteEventStore.open({ file: name })).rejects.toThrow('use InMemoryEventStore');
  });

  it('gives up on a file that another process keeps to itself', async () => {
    await (await open()).close();
    const db = new DatabaseSync(file());
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    const opening = open({ busyTimeoutMs: 200 });
    await expect(opening).rejects.toBeInstanceOf(StoreUnavailableError);
    await expect(opening).rejects.toThrow('Another process holds the lock');
    db.close();
  });

  it('may be called many times at once on a file that does not exist', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => open()));
    for (const [index, store] of stores.entries()) await store.append(`case-${index}`, 'noStream', newEvents(1));
    expect((await stores[0]!.readAll()).events).toHaveLength(4);
  });

  it('keeps to the file it was given when the process changes directory', async () => {
    const before = process.cwd();
    process.chdir(dirname(file()));
    try {
      await open({ file: 'log.db' });
    } finally {
      process.chdir(before);
    }
    expect(existsSync(file())).toBe(true);
  });

  it('leaves one file behind when closed', async () => {
    const store = await open();
    await store.append('case-a', 'noStream', newEvents(1));
    expect(existsSync(`${file()}-wal`)).toBe(true);
    await store.close();
    expect(existsSync(`${file()}-wal`)).toBe(false);
  });
});
