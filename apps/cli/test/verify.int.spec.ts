import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EMPTY_CHAIN, seal, type SealedEvent } from '@redress/event-store';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { redress, summaryOf } from './support/redress';
import { draft, sealedLog, tampered } from './support/sealed-log';
import { temporaryDirectory, temporaryFile } from './support/temporary';

const STREAMS = 4;
const EACH = 5;
/** One more, which is the service's own. */
const WHOLE = { streams: STREAMS + 1, events: STREAMS * EACH + 1 };

const at = (stream: string, revision: number) =>
  `stream = (SELECT id FROM streams WHERE name = '${stream}') AND revision = ${revision}`;
const position = (db: DatabaseSync, stream: string, revision: number): number =>
  (db.prepare(`SELECT position FROM events WHERE ${at(stream, revision)}`).get() as { position: number }).position;

describe('redress verify', () => {
  let file: string;

  beforeAll(async () => {
    file = await sealedLog(STREAMS, EACH);
  });

  async function findings(log: string): Promise<{ code: number | null; lines: string[]; summary: unknown }> {
    const outcome = await redress(['verify', log]);
    const lines = outcome.stdout.trimEnd().split('\n').slice(0, -1);
    return { code: outcome.code, lines, summary: summaryOf(outcome) };
  }

  it('finds nothing wrong with what nobody changed', async () => {
    expect(await findings(file)).toEqual({ code: 0, lines: [], summary: { ...WHOLE, bad: 0 } });
  });

  it.each<[string, (db: DatabaseSync) => void, string[], object?]>([
    [
      'a letter of the data changed',
      (db) => db.exec(`UPDATE events SET data = replace(data, 'lift', 'lIft') WHERE ${at('case-1', 2)}`),
      ['case-1 revision 2: its hash does not match its content'],
    ],
    [
      'another type',
      (db) => db.exec(`UPDATE events SET type = 'ComplaintResolved' WHERE ${at('case-0', 4)}`),
      ['case-0 revision 4: its hash does not match its content'],
    ],
    [
      'a hash taken away',
      (db) => db.exec(`UPDATE events SET hash = NULL WHERE ${at('case-0', 1)}`),
      ['case-0 revision 1: it was never sealed'],
    ],
    [
      'the first event hung onto another one',
      (db) => db.exec(`UPDATE events SET metadata = replace(metadata, '${'0'.repeat(64)}', '${'1'.repeat(64)}')`),
      [0, 1, 2, 3].map((s) => `case-${s} revision 0: its previousHash is not the hash of the event before it`),
    ],
    [
      'an event removed',
      (db) => db.exec(`DELETE FROM events WHERE ${at('case-2', 1)}`),
      [
        'log position 0000000000000009: events are missing before it: 1',
        'case-2 revision 2: revision 1 was expected here',
      ],
      { events: WHOLE.events - 1 },
    ],
    [
      'the last event of a stream removed',
      (db) => db.exec(`DELETE FROM events WHERE ${at('case-0', 4)}`),
      ['log position 0000000000000019: events are missing before it: 1'],
      { events: WHOLE.events - 1 },
    ],
    [
      'a stream taken out of sight',
      (db) => db.exec("DELETE FROM streams WHERE name = 'case-3'"),
      ['0000000000000006', '0000000000000010', '0000000000000014', '0000000000000018'].map(
        (next) => `log position ${next}: events are missing before it: 1`,
      ),
      { events: WHOLE.events - EACH, streams: WHOLE.streams - 1 },
    ],
    [
      'two events swapped',
      (db) => {
        const [a, b] = [position(db, 'case-1', 2), position(db, 'case-1', 3)];
        db.exec(`UPDATE events SET position = -1 WHERE position = ${a};
          UPDATE events SET position = ${a} WHERE position = ${b};
          UPDATE events SET position = ${b} WHERE position = -1`);
      },
      ['case-1 revision 3: revision 2 was expected here'],
    ],
    [
      'two events swapped and numbered anew',
      (db) => {
        db.exec(`UPDATE events SET revision = -1 WHERE ${at('case-1', 2)};
          UPDATE events SET revision = 2, position = -1 WHERE ${at('case-1', 3)};
          UPDATE events SET revision = 3 WHERE ${at('case-1', -1)}`);
        const b = position(db, 'case-1', 3);
        db.exec(`UPDATE events SET position = ${b + STREAMS} WHERE position = ${b}`);
        db.exec(`UPDATE events SET position = ${b} WHERE position = -1`);
      },
      ['case-1 revision 2: its previousHash is not the hash of the event before it'],
    ],
    [
      'an event of one stream moved to another',
      (db) =>
        db.exec(`UPDATE events SET stream = (SELECT id FROM streams WHERE name = 'case-3'), revision = 5
          WHERE ${at('case-2', 4)}`),
      ['case-3 revision 5: revision 4 was expected here'],
    ],
    [
      'a name with a line end',
      (db) => db.exec("UPDATE streams SET name = 'case-1' || char(10) || 'case-9 revision 1: x' WHERE name = 'case-1'"),
      ['"case-1\\ncase-9 revision 1: x" revision 0: its hash does not match its content'],
    ],
    [
      "an event of the service's own that stands twice",
      (db) => db.exec("UPDATE events SET revision = 1 WHERE type = 'SecretFingerprinted'"),
      ['settings-secret revision 1: revision 0 was expected here'],
    ],
  ])('finds %s', async (_what, change, lines, counts = {}) => {
    expect(await findings(tampered(file, change))).toEqual({
      code: 1,
      lines,
      summary: { ...WHOLE, ...counts, bad: lines.length },
    });
  });

  it('finds any letter changed in any event', async () => {
    const before = new DatabaseSync(file, { readOnly: true });
    const rows = before
      .prepare('SELECT position, id, type, hash, data, metadata FROM events WHERE hash IS NOT NULL')
      .all() as Record<string, string | number>[];
    before.close();
    // Every column of every event, each at another letter: a walk through all of them without chance.
    for (const [i, row] of rows.entries()) {
      const column = ['id', 'type', 'hash', 'data', 'metadata'][i % 5] as string;
      const text = row[column] as string;
      const where = (i * 37) % text.length;
      const changed = text.slice(0, where) + (text[where] === 'e' ? 'f' : 'e') + text.slice(where + 1);
      const log = tampered(file, (db) => {
        db.prepare(`UPDATE events SET ${column} = ? WHERE position = ?`).run(changed, row['position'] as number);
      });
      expect([column, where, (await findings(log)).summary]).toEqual([column, where, { ...WHOLE, bad: 1 }]);
    }
  });

  it('finds a byte flipped in the file itself', async () => {
    const bytes = readFileSync(file);
    const place = bytes.indexOf('note 3');
    expect(place).toBeGreaterThan(0);
    bytes[place] = (bytes[place] as number) ^ 1;
    expect((await findings(temporaryFile('log.db', bytes))).summary).toEqual({ ...WHOLE, bad: 1 });
  });

  it('finds a clock that went back, though every hash is right', async () => {
    const log = join(temporaryDirectory(), 'log.db');
    const [first] = seal('case-1', EMPTY_CHAIN, [draft(30)]);
    // Sealed as if nothing had been recorded before it.
    const [second] = seal('case-1', { revision: 0, hash: first?.hash ?? '', recordedAt: '' }, [draft(29)]);
    const store = await SqliteEventStore.open({ file: log });
    await store.append('case-1', 'noStream', [first, second] as SealedEvent[]);
    await store.close();
    expect((await findings(log)).lines).toEqual(['case-1 revision 1: it was recorded before the event before it']);
  });

  it('takes the log of the data directory, or of the environment, and changes nothing of it', async () => {
    const dataDir = dirname(file);
    const before = readFileSync(file);
    const whole = { ...WHOLE, bad: 0 };
    expect(summaryOf(await redress(['verify', '--data-dir', dataDir]))).toEqual(whole);
    expect(summaryOf(await redress(['verify'], { REDRESS_DATA_DIR: dataDir }))).toEqual(whole);
    expect(summaryOf(await redress(['verify'], { EVENT_STORE_URL: `sqlite:${file}` }))).toEqual(whole);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it.each<[string, string[], Record<string, string>, RegExp]>([
    ['two logs', ['a.db', 'b.db'], {}, /One log at a time: a.db, b.db/],
    ['an option that is none', ['--quick'], {}, /quick/],
    ['a log and its directory', ['a.db', '--data-dir', '.'], {}, /not both/],
    ['a store that it cannot open', [], { EVENT_STORE_URL: 'redis://here' }, /redis:\.\.\., which cannot be opened/],
    ['a log that holds nothing', ['memory:'], {}, /memory:\.\.\., which cannot be opened/],
  ])('does not understand %s', async (_what, args, env, message) => {
    const { code, stdout, stderr } = await redress(['verify', ...args], env);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr).toContain('Usage: redress verify');
  });

  it('says of a log that is not there that it is not, and makes none', async () => {
    const missing = join(temporaryDirectory(), 'log.db');
    const { code, stdout, stderr } = await redress(['verify', missing]);
    expect([code, stdout, stderr]).toEqual([1, '', `There is no log at ${missing}: name the file of one\n`]);
  });

  it('gives no summary of a file that cannot be read to its end', async () => {
    const damaged = join(temporaryDirectory(), 'log.db');
    copyFileSync(file, damaged);
    const bytes = readFileSync(damaged);
    // The first page says what the file is; of the others nothing is left.
    writeFileSync(damaged, Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(bytes.length - 4096, 0xff)]));
    const { code, stdout, stderr } = await redress(['verify', damaged]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/damaged/);
  });
});
