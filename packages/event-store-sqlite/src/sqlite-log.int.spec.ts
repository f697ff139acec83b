import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { START, StoreUnusableError } from '@redress/event-store';
import { newEvents } from '@redress/event-store/contract';
import { temporaryLog } from '../test/temporary-log';
import { SqliteLog } from './sqlite-log';

describe('a log that is only read', () => {
  const log = temporaryLog();

  it('gives what the store gives, also while the store writes', async () => {
    const store = await log.open();
    await store.append('case-1', 'noStream', newEvents(3));
    const reader = SqliteLog.open(log.file());
    expect(await reader.readAll()).toEqual(await store.readAll());
    await store.append('case-2', 'noStream', newEvents(2));
    expect(await reader.head()).toBe(await store.head());
    expect((await reader.readAll({ limit: 4 })).events).toHaveLength(4);
    reader.close();
  });

  it('changes nothing of the file', async () => {
    const store = await log.open();
    await store.append('case-1', 'noStream', newEvents(3));
    await store.close();
    const before = readFileSync(log.file());
    const reader = SqliteLog.open(log.file());
    await reader.readAll();
    reader.close();
    expect(readFileSync(log.file()).equals(before)).toBe(true);
  });

  it('says how many events are missing between two', async () => {
    const store = await log.open();
    await store.append('case-1', 'noStream', newEvents(4));
    const reader = SqliteLog.open(log.file());
    const [first, second, , fourth] = (await reader.readAll()).events.map(({ position }) => position);
    expect(reader.missingBetween(START, first as string)).toBe(0);
    expect(reader.missingBetween(first as string, second as string)).toBe(0);
    expect(reader.missingBetween(first as string, fourth as string)).toBe(2);
    reader.close();
  });

  it('makes no file', () => {
    expect(() => SqliteLog.open(log.file())).toThrow(/There is no log at .*log\.db/);
    expect(existsSync(log.file())).toBe(false);
  });

  it.each<[string, (file: string) => void]>([
    ['text', (file) => writeFileSync(file, 'position,stream,revision\n'.repeat(100))],
    ['nothing', (file) => writeFileSync(file, '')],
    ['a database of something else', (file) => new DatabaseSync(file).exec('CREATE TABLE log (x)')],
  ])('refuses a file that holds %s', (_what, write) => {
    write(log.file());
    expect(() => SqliteLog.open(log.file())).toThrow(StoreUnusableError);
  });
});
