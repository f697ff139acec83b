import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { CASE_STREAM_PREFIX, POLICY_STREAM_PREFIX } from '@redress/application';
import { ReplaceableStore } from '@redress/application/testing';
import { InMemoryEventStore, type LogPage, type Position, type ReadAllOptions, START } from '@redress/event-store';
import { type RedressOptions } from '../src';
import { receivedCase, TestCase } from './harness/cases';
import { keys, secretHash } from './harness/keys';
import { RedressApp } from './harness/redress-app';

/** Of SQLite, unless it is told otherwise. */
const PAGE_BYTES = 4_096;

/** A store that can only be read in the order of its log, as EventStoreDB is. */
class LogOrderStore extends InMemoryEventStore {
  policiesReadAfter: Position[] = [];
  // The port's method is not there at all.
  override readonly readStreams = undefined as never;

  override readAll(options: ReadAllOptions = {}): Promise<LogPage> {
    const isOfCatalog = options.filter?.streamPrefixes?.includes(POLICY_STREAM_PREFIX) === true;
    if (isOfCatalog && !options.filter?.streamPrefixes?.includes(CASE_STREAM_PREFIX)) {
      this.policiesReadAfter.push(options.after ?? START);
    }
    return super.readAll(options);
  }
}

function damagePage(file: string, table: string): void {
  const database = new DatabaseSync(file);
  const sql = 'SELECT rootpage FROM sqlite_schema WHERE name LIKE ?';
  const page = database.prepare(sql).get(`%_${table}`)?.['rootpage'] as number;
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(PAGE_BYTES, 0xff), 0, PAGE_BYTES, (page - 1) * PAGE_BYTES);
  closeSync(descriptor);
}

describe('the life of the module', () => {
  it.each<[string, Partial<RedressOptions>]>([
    ['a secret that is too short', { secret: Buffer.alloc(15) }],
    ['a key without a name', { keys: [{ name: ' ', role: 'agent', secretHash: secretHash('x') }] }],
    ['a key of no role', { keys: [{ name: 'x', role: 'boss' as never, secretHash: secretHash('x') }] }],
    ['a key that is told in clear', { keys: [{ name: 'x', role: 'agent', secretHash: 'secret' }] }],
    ['a name with two roles', { keys: [...keys, { name: 'ana', role: 'admin', secretHash: secretHash('x') }] }],
    ['a rate that lets nothing through', { rateLimit: { perSecond: 0, burst: 10 } }],
    ['no burst at all', { rateLimit: { perSecond: 10, burst: 0 } }],
    ['a zone there is none of', { timeZone: 'Europe/Atlantis' }],
    ['an offset for a zone', { timeZone: '+02:00' }],
  ])('does not begin with %s', async (_name, options) => {
    await expect(RedressApp.start(options)).rejects.toThrow();
  });

  it('goes on where it ended, on the same log', async () => {
    const store = new InMemoryEventStore();
    const before = await RedressApp.start({ store });
    const { id } = await receivedCase(before);
    await before.stop();
    const after = await RedressApp.start({ store });
    await after.readModels.reached({ moment: {}, minPosition: await store.head() });
    expect((await new TestCase(after, id).read()).status).toBe(200);
    expect((await after.get('/v1/cases')).body.data).toHaveLength(1);
    expect(after.readModels.ready).toBe(true);
    await after.stop();
    await store.close();
  });

  it('does not read the log from its start to find policies, where its read model knows their streams', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'redress-life-'));
    const readModels = { file: join(directory, 'read-models.db') };
    const store = new LogOrderStore();
    const before = await RedressApp.start({ store, readModels }, 'default');
    await receivedCase(before);
    await before.readModels.reached({ moment: {}, minPosition: await store.head() });
    await before.stop();
    const head = await store.head();
    store.policiesReadAfter = [];
    const after = await RedressApp.start({ store, readModels }, 'default');
    const { body } = await after.get('/v1/policies');
    expect(body.data).toHaveLength(1);
    expect(new Set(store.policiesReadAfter)).toEqual(new Set([head]));
    await after.stop();
    await store.close();
    rmSync(directory, { recursive: true });
  });

  it('begins although its read models can no longer say which policies there are', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'redress-life-'));
    const file = join(directory, 'read-models.db');
    const store = new LogOrderStore();
    const before = await RedressApp.start({ store, readModels: { file } }, 'default');
    await before.readModels.reached({ moment: {}, minPosition: await store.head() });
    await before.stop();
    damagePage(file, 'publications');
    const after = await RedressApp.start({ store, readModels: { file } }, 'default');
    expect((await after.get('/v1/policies')).body.data).toHaveLength(1);
    while (!after.readModels.ready) await sleep(20);
    await after.stop();
    await store.close();
    rmSync(directory, { recursive: true });
  });

  it('goes on with another log when that takes the place of the one it read, as when a cluster is restored', async () => {
    const store = new ReplaceableStore(new InMemoryEventStore());
    const app = await RedressApp.start({ store });
    const { id } = await receivedCase(app);
    await app.readModels.reached({ moment: {}, minPosition: await store.head() });
    expect((await app.get('/v1/cases')).body.data).toHaveLength(1);
    store.replaceBy(new InMemoryEventStore());
    while ((await app.get('/v1/cases')).body.data.length > 0) await sleep(20);
    while (!app.readModels.ready) await sleep(20);
    expect((await new TestCase(app, id).read()).status).toBe(404);
    const { id: next } = await receivedCase(app);
    await app.readModels.reached({ moment: {}, minPosition: await store.head() });
    expect((await app.get('/v1/cases')).body.data).toMatchObject([{ id: next }]);
    await app.stop();
  });

  it('two secrets of one name stand side by side while one replaces the other', async () => {
    const app = await RedressApp.start({
      keys: [...keys, { name: 'ana', role: 'agent', secretHash: secretHash('secret-of-new') }],
    });
    const headers = { Authorization: 'Bearer secret-of-new' };
    const { body } = await app.post('/v1/cases', { channel: 'x', text: 'x', complainant: { name: 'x' } }, { headers });
    expect(body.recordedBy).toEqual({ id: 'ana', via: 'ana' });
    await app.stop();
  });
});
