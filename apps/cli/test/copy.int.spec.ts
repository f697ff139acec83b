import { once } from 'node:events';
import { existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { EventStoreDbTestServer } from '@redress/event-store-eventstoredb/testing';
import { redress, startRedress, summaryOf } from './support/redress';
import { sealedLog, tampered } from './support/sealed-log';
import { temporaryDirectory, temporaryFile } from './support/temporary';

const [STREAMS, EACH] = [5, 30];
/** One of the service's own stands before them. */
const EVENTS = STREAMS * EACH + 1;

describe('redress copy', () => {
  let from: string;

  beforeAll(async () => {
    from = await sealedLog(STREAMS, EACH);
  });

  const target = (): string => join(temporaryDirectory(), 'made', 'log.db');

  function rows(file: string): unknown {
    const db = new DatabaseSync(file, { readOnly: true });
    const all = db
      .prepare('SELECT stream, revision, id, type, schema_version, hash, data, metadata FROM log ORDER BY position')
      .all();
    db.close();
    return all;
  }

  it('copies from file to file and back, and a second run adds nothing', async () => {
    const [to, back] = [target(), target()];
    const before = readFileSync(from);
    const first = await redress(['copy', from, `sqlite:${to}`]);
    const summary = {
      events: EVENTS,
      copied: EVENTS,
      streams: STREAMS + 1,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    };
    expect([first.code, first.stderr, summaryOf(first)]).toEqual([0, '', summary]);
    expect(rows(to)).toEqual(rows(from));
    expect(summaryOf(await redress(['copy', from, to]))).toEqual({ ...(summaryOf(first) as object), copied: 0 });
    expect(summaryOf(await redress(['copy', to, back]))).toEqual(summaryOf(first));
    expect(rows(back)).toEqual(rows(from));
    expect(readFileSync(from).equals(before)).toBe(true);
    expect((await redress(['verify', to])).code).toBe(0);
    expect(statSync(to).mode & 0o077).toBe(0);
  });

  it('copies into an EventStoreDB and back, and goes on there', async () => {
    const server = await EventStoreDbTestServer.start();
    try {
      const back = target();
      const first = await redress(['copy', from, server.url]);
      expect([first.code, first.stderr, summaryOf(first)]).toMatchObject([0, '', { events: EVENTS, copied: EVENTS }]);
      expect(summaryOf(await redress(['copy', from, server.url]))).toEqual({
        ...(summaryOf(first) as object),
        copied: 0,
      });
      expect(summaryOf(await redress(['copy', server.url, back]))).toEqual(summaryOf(first));
      expect(rows(back)).toEqual(rows(from));
      expect(await redress(['copy', await sealedLog(2, 2), server.url])).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^The target holds something else/),
      });
    } finally {
      await server.close();
    }
  }, 60_000);

  it('tries it in memory', async () => {
    expect(summaryOf(await redress(['copy', from, 'memory:']))).toMatchObject({ events: EVENTS, copied: EVENTS });
  });

  it('goes on where it was killed', async () => {
    const large = await sealedLog(40, 300);
    const to = target();
    const { child, outcome } = startRedress(['copy', large, to]);
    const exited = once(child, 'exit');
    while (!existsSync(to) && child.exitCode === null) await setTimeout(1);
    await setTimeout(60);
    child.kill('SIGKILL');
    await exited;
    await outcome;
    const { code, stdout } = await redress(['copy', large, to]);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { events: 40 * 300 + 1 }]);
    expect(rows(to)).toEqual(rows(large));
  }, 60_000);

  it('refuses a target that holds something else, and leaves it as it is', async () => {
    const other = await sealedLog(2, 2);
    const before = rows(other);
    const { code, stdout, stderr } = await redress(['copy', from, other]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^The target holds something else: "settings-secret" revision 0 .*\n$/);
    expect(rows(other)).toEqual(before);
  });

  it('says so when what it copied does not verify', async () => {
    const changed = tampered(from, (db) =>
      db.exec("UPDATE events SET data = replace(data, 'lift', 'lIft') WHERE position = 9"),
    );
    const { code, stdout, stderr } = await redress(['copy', changed, target()]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /does not verify, because its source does not: case-\d revision \d+: its hash does not match/,
    );
  });

  it('makes nothing of a source that is not there, or is no log', async () => {
    const to = target();
    const missing = join(temporaryDirectory(), 'log.db');
    expect(await redress(['copy', missing, to])).toEqual({
      code: 1,
      stdout: '',
      stderr: `There is no log at ${missing}: name the file of one\n`,
    });
    const letter = temporaryFile('log.db', 'This is a letter and no database. '.repeat(100));
    expect(await redress(['copy', letter, to])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/not a database/),
    });
    expect(existsSync(to)).toBe(false);
  });

  it('writes over no file that is something else', async () => {
    const text = 'This is a letter and no database. '.repeat(100);
    const letter = temporaryFile('log.db', text);
    expect(await redress(['copy', from, letter])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/not a database/),
    });
    expect(readFileSync(letter, 'utf8')).toBe(text);
  });

  it('does not copy a log into itself, by whatever name', async () => {
    const link = join(temporaryDirectory(), 'link.db');
    symlinkSync(from, link);
    for (const to of [from, `sqlite:${from}`, link]) {
      expect(await redress(['copy', from, to])).toMatchObject({ code: 2, stderr: expect.stringMatching(/are both/) });
    }
  });

  it.each<[string, string[], RegExp]>([
    ['no target', ['a.db'], /Name two logs/],
    ['three logs', ['a.db', 'b.db', 'c.db'], /Name two logs/],
    ['an option that is none', ['a.db', 'b.db', '--force'], /force/],
    ['a store that it cannot open', ['a.db', 'redis://here'], /redis:\.\.\., which cannot be opened/],
    [
      'an address with a password, which it does not show',
      ['kurrentdb://admin:changeit@here', 'b.db'],
      /^kurrentdb:\.\.\., which/,
    ],
    ['no file', ['sqlite:', 'b.db'], /names no file/],
    ['a source that holds nothing', ['memory:', 'b.db'], /memory:\.\.\., which cannot be opened/],
  ])('does not understand %s', async (_what, args, message) => {
    const { code, stdout, stderr } = await redress(['copy', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('changeit');
    expect(stderr).toContain('Usage: redress copy');
  });
});
