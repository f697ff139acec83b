import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { OutcomeUnknownError, StoreFullError, StoreUnavailableError, StoreUnusableError } from '@redress/event-store';
import { idsOf, newEvents, newStream, recorder } from '@redress/event-store/contract';
import { temporaryLog } from '../test/temporary-log';

const LARGE = { data: `"${'x'.repeat(200_000)}"` };

describe('SqliteEventStore', () => {
  const { file, open } = temporaryLog();

  it('says on a full disk that nothing was written, goes on reading, and appends once there is space', async () => {
    const store = await open();
    await store.append('case-a', 'noStream', newEvents(2));
    store['writer'].limit(statSync(file()).size / 4096 + 200);
    const streams = Array.from({ length: 20 }, () => newStream());
    const batches = streams.map(() => newEvents(1, LARGE));
    const appends = streams.map((stream, i) => store.append(stream, 'noStream', batches[i]!));
    const outcomes = await Promise.allSettled(appends);
    const failed = streams.filter((_, i) => outcomes[i]?.status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(20);
    for (const outcome of outcomes.filter(({ status }) => status === 'rejected')) {
      expect(outcome).toMatchObject({ reason: expect.any(StoreFullError) });
    }
    for (const [i, stream] of streams.entries()) {
      expect(await store.readStream(stream)).toHaveLength(outcomes[i]?.status === 'fulfilled' ? 1 : 0);
    }
    expect(await store.readStream('case-a')).toHaveLength(2);

    store['writer'].limit(1_000_000);
    for (const [i, stream] of streams.entries()) {
      expect((await store.append(stream, 'noStream', batches[i]!)).revision).toBe(0);
    }
    const { events } = await store.readAll();
    expect(new Set(idsOf(events)).size).toBe(22);
    expect(events).toHaveLength(22);
  });

  it('says of appends under way when the writer dies that nobody knows, and goes on with another', async () => {
    const store = await open();
    await store.append('case-a', 'noStream', newEvents(1));
    const streams = Array.from({ length: 64 }, () => newStream());
    const batches = streams.map(() => newEvents(2));
    const appends = streams.map((stream, i) => store.append(stream, 'noStream', batches[i]!));
    const outcomes = Promise.allSettled(appends);
    await Promise.resolve();
    await store['writer']['worker']?.terminate();
    const unknown = (await outcomes).filter(({ status }) => status === 'rejected');
    expect(unknown.length).toBeGreaterThan(0);
    for (const outcome of unknown) expect(outcome).toMatchObject({ reason: expect.any(OutcomeUnknownError) });
    // The same batch again settles each, whatever became of it.
    for (const [i, stream] of streams.entries()) {
      expect((await store.append(stream, 'noStream', batches[i]!)).revision).toBe(1);
      expect(idsOf(await store.readStream(stream))).toEqual(idsOf(batches[i]!));
    }
  });

  it('keeps its subscriptions when the writer dies', async () => {
    const store = await open();
    const seen = recorder();
    store.subscribe({}, seen.subscriber);
    await store['writer']['worker']?.terminate();
    await store.append('case-a', 'noStream', newEvents(3));
    await seen.until(() => seen.events.length === 3);
  });

  it('can be closed after the writer has died', async () => {
    const store = await open();
    await store['writer']['worker']?.terminate();
    await expect(store.close()).resolves.toBeUndefined();
  });

  it('can be closed while the writer dies', async () => {
    const store = await open();
    const append = store.append('case-a', 'noStream', newEvents(1)).catch((error: unknown) => error);
    const closing = store.close();
    await store['writer']['worker']?.terminate();
    await expect(closing).resolves.toBeUndefined();
    await append;
  });

  it('says what is wrong when the writer cannot be started again', async () => {
    const store = await open();
    await store.append('case-a', 'noStream', newEvents(1));
    await store['writer']['worker']?.terminate();
    const db = new DatabaseSync(file());
    db.exec('PRAGMA user_version = 99');
    db.close();
    const append = store.append('case-a', 0, newEvents(1));
    await expect(append).rejects.toBeInstanceOf(StoreUnusableError);
    await expect(append).rejects.toThrow('use a newer release of Redress');
    expect(await store.readStream('case-a')).toHaveLength(1);
  });

  it('waits for another process that holds the lock', async () => {
    const store = await open();
    const db = new DatabaseSync(file());
    db.exec('BEGIN IMMEDIATE');
    const append = store.append('case-a', 'noStream', newEvents(1));
    setTimeout(() => db.exec('COMMIT'), 300);
    expect((await append).revision).toBe(0);
    db.close();
  });

  it('says after busyTimeoutMs that another process holds the lock, and that nothing was written', async () => {
    const store = await open({ busyTimeoutMs: 150 });
    const db = new DatabaseSync(file());
    db.exec('BEGIN IMMEDIATE');
    await expect(store.append('case-a', 'noStream', newEvents(1))).rejects.toBeInstanceOf(StoreUnavailableError);
    db.exec('COMMIT');
    db.close();
    expect((await store.append('case-a', 'noStream', newEvents(1))).position).toBe('0000000000000001');
  });

  it('says that a damaged file is damaged, to readers, writers and subscribers', async () => {
    const before = await open();
    for (let i = 0; i < 20; i++) await before.append(`case-${i}`, 'noStream', newEvents(50));
    await before.close();
    // Every page but the first, which says that it is a database and of which schema.
    const damaged = openSync(file(), 'r+');
    writeSync(damaged, Buffer.alloc(statSync(file()).size - 4096, 0xa5), 0, undefined, 4096);
    closeSync(damaged);

    const store = await open();
    const reason = /is damaged: restore it from a copy/;
    await expect(store.head()).rejects.toThrow(reason);
    await expect(store.readAll()).rejects.toThrow(reason);
    await expect(store.readStream('case-1')).rejects.toBeInstanceOf(StoreUnusableError);
    await expect(store.append('case-x', 'noStream', newEvents(1))).rejects.toThrow(reason);
    await expect(store.subscribe({}, () => undefined).closed).rejects.toThrow(reason);
  });

  it('refuses a position of another store', async () => {
    const store = await open();
    await expect(store.readAll({ after: 'C:12/P:12' })).rejects.toThrow('"C:12/P:12" is no position of this store');
  });
});
