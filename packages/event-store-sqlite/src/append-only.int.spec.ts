import { DatabaseSync } from 'node:sqlite';
import { newEvents } from '@redress/event-store/contract';
import { temporaryLog } from '../test/temporary-log';

const COLUMNS = 'position, stream, revision, id, type, schema_version, hash, data, metadata';

/** A row as somebody else may try to write it. */
function row(position: number | null, stream: number, revision: number): string {
  return `(${position}, ${stream}, ${revision}, 'forged', 'Forged', 1, NULL, '{}', '{}')`;
}

describe('A log file opened by somebody else', () => {
  const { file, open } = temporaryLog();

  /** Streams 1 and 2 of three events each: positions 1 to 6. */
  async function foreign(recursiveTriggers: 'ON' | 'OFF' = 'OFF'): Promise<DatabaseSync> {
    const store = await open();
    for (const stream of ['case-a', 'case-b']) await store.append(stream, 'noStream', newEvents(3));
    await store.close();
    const db = new DatabaseSync(file());
    db.exec(`PRAGMA recursive_triggers = ${recursiveTriggers}; PRAGMA foreign_keys = OFF`);
    return db;
  }

  const attacks = [
    'UPDATE events SET data = \'"x"\'',
    'UPDATE events SET revision = 9 WHERE position = 1',
    'UPDATE OR REPLACE events SET position = 2 WHERE position = 1',
    'UPDATE OR IGNORE events SET data = 1',
    "UPDATE streams SET name = 'case-x' WHERE id = 1",
    'DELETE FROM events',
    'DELETE FROM events WHERE position = 6',
    'DELETE FROM streams',
    'DELETE FROM streams WHERE id = 2',
    `INSERT OR REPLACE INTO events (${COLUMNS}) VALUES ${row(1, 1, 0)}`,
    `INSERT OR REPLACE INTO events (${COLUMNS}) VALUES ${row(1, 1, 3)}`,
    `INSERT OR REPLACE INTO events (${COLUMNS}) VALUES ${row(7, 1, 0)}`,
    `REPLACE INTO events (${COLUMNS}) VALUES ${row(6, 2, 2)}`,
    `REPLACE INTO events (${COLUMNS}) SELECT ${COLUMNS} FROM events`,
    `INSERT OR IGNORE INTO events (${COLUMNS}) VALUES ${row(1, 1, 0)}`,
    `INSERT INTO events (${COLUMNS}) VALUES ${row(1, 1, 0)} ON CONFLICT DO UPDATE SET data = 'x'`,
    `INSERT INTO events (${COLUMNS}) VALUES ${row(7, 1, 0)} ON CONFLICT (stream, revision) DO UPDATE SET data = 'x'`,
    `INSERT INTO events (${COLUMNS}) VALUES ${row(1, 1, 0)} ON CONFLICT DO NOTHING`,
    "INSERT OR REPLACE INTO streams (id, name) VALUES (1, 'case-x')",
    "INSERT OR REPLACE INTO streams (id, name) VALUES (3, 'case-a')",
    "INSERT INTO streams (id, name) VALUES (1, 'case-x') ON CONFLICT DO UPDATE SET name = 'case-x'",
    "UPDATE log SET data = 'x'",
    'DELETE FROM log',
  ];
  const gaps = [
    `INSERT INTO events (${COLUMNS}) VALUES ${row(8, 1, 3)}`,
    `INSERT INTO events (${COLUMNS}) VALUES ${row(0, 1, 3)}`,
    `INSERT INTO events (${COLUMNS}) VALUES ${row(-1, 1, 3)}`,
    `INSERT INTO events (${COLUMNS}) VALUES ${row(null, 1, 3)}`,
    `INSERT INTO events (${COLUMNS}) VALUES ${row(7, 1, 4)}`,
    `INSERT INTO events (${COLUMNS}) VALUES ${row(7, 1, -1)}`,
    `INSERT INTO events (${COLUMNS}) VALUES ${row(7, 3, 0)}`,
    "INSERT INTO streams (id, name) VALUES (4, 'case-x')",
    "INSERT INTO streams (name) VALUES ('case-x')",
  ];

  it.each(['ON', 'OFF'] as const)('refuses to change history, with recursive_triggers %s', async (pragma) => {
    const db = await foreign(pragma);
    const everything = (): unknown[] => [
      ...db.prepare('SELECT * FROM events').all(),
      ...db.prepare('SELECT * FROM streams').all(),
    ];
    const before = everything();
    for (const attack of [...attacks, ...gaps]) {
      expect(() => db.exec(attack)).toThrow(/append-only|because it is a view/);
      expect(everything()).toEqual(before);
    }
    db.close();
  });

  it('takes what continues the log and a stream without a gap: that is an append, and its seal is judged elsewhere', async () => {
    const db = await foreign();
    db.exec(`INSERT INTO events (${COLUMNS}) VALUES ${row(7, 1, 3)}, ${row(8, 2, 3)}`);
    db.close();
    const store = await open();
    expect((await store.append('case-a', 3, newEvents(1))).position).toBe('0000000000000009');
  });

  it('shows the log in words to who reads it with SQL', async () => {
    const db = await foreign();
    expect(
      db.prepare('SELECT position, stream, revision, type FROM log WHERE revision = 2 ORDER BY position').all(),
    ).toEqual([
      expect.objectContaining({ position: 3, stream: 'case-a', revision: 2, type: 'NoteAdded' }),
      expect.objectContaining({ position: 6, stream: 'case-b', revision: 2, type: 'NoteAdded' }),
    ]);
    db.close();
  });
});
