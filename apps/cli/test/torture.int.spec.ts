import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sealedLog, tampered } from './support/sealed-log';
import { temporaryDirectory, temporaryFile } from './support/temporary';

const TORTURE = resolve(__dirname, '../../../torture');

interface Found {
  readonly violations: readonly string[];
}

function node(script: string, ...args: string[]): { readonly code: number | null; readonly last: Found } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(TORTURE, script), ...args], {
    encoding: 'utf8',
  });
  const last = stdout.trim().split('\n').at(-1) ?? '';
  if (!last.startsWith('{')) throw new Error(`${script} ended with ${status}: ${stderr}`);
  return { code: status, last: JSON.parse(last) as Found };
}

describe('the torture', () => {
  it('finds nothing after some kills', () => {
    const { code, last } = node('run.mjs', '--kills', '3', '--seed', '1', '--dir', temporaryDirectory());
    expect([code, last]).toMatchObject([0, { seed: 1, violations: [], kills: { kills: 3, wholeChecks: 1 } }]);
  }, 120_000);

  it.each([
    ['--kills', 'many'],
    ['--scenario', 'meteorite'],
    ['--kill', '3'],
  ])('does not understand %s %s', (...args) => {
    const { status, stderr } = spawnSync(process.execPath, [join(TORTURE, 'run.mjs'), ...args], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain('npm run torture -- [--kills N]');
  });
});

describe('its reader', () => {
  let file: string;
  let acknowledged: string;

  beforeAll(async () => {
    file = await sealedLog(3, 4);
    const db = new DatabaseSync(file, { readOnly: true });
    const rows = db.prepare('SELECT stream, revision, id, hash FROM log WHERE hash IS NOT NULL').all() as Record<
      string,
      string
    >[];
    db.close();
    acknowledged = rows.map(({ stream, revision, id, hash }) => `E ${stream} ${revision} ${id} ${hash}\n`).join('');
  });

  function found(change: (db: DatabaseSync) => void, journal = acknowledged): readonly string[] {
    const log = tampered(file, change);
    writeFileSync(join(dirname(log), 'journal'), journal);
    return node('check-log.mjs', dirname(log)).last.violations;
  }

  it('is content with a log that holds what was acknowledged', () => {
    expect(found(() => undefined)).toEqual([]);
  });

  it.each<[string, string, RegExp]>([
    ['lost at the end', 'DELETE FROM events WHERE position = 13', /^lost: case-2 revision 3, .* was acknowledged$/],
    ['lost in the middle', 'DELETE FROM events WHERE position = 7', /position 7 was expected/],
    [
      'doubled',
      'INSERT INTO events SELECT 14, stream, 4, id, type, schema_version, hash, data, metadata FROM events WHERE position = 13',
      /is there twice/,
    ],
    [
      'altered',
      "UPDATE events SET data = replace(data, 'lift', 'lIft') WHERE position = 5",
      /the hash is not that of its content/,
    ],
    [
      'no longer canonical',
      "UPDATE events SET data = replace(data, ':', ': ') WHERE position = 5",
      /it is not canonical/,
    ],
    ['without its hash', 'UPDATE events SET hash = NULL WHERE position = 5', /it is not sealed/],
    ['in another place', 'UPDATE events SET revision = 9 WHERE position = 13', /revision 3 was expected/],
  ])('finds an event %s', (_what, change, message) => {
    expect(found((db) => db.exec(change)).join('\n')).toMatch(new RegExp(message.source, 'm'));
  });

  it('finds a command that was told another revision, and one that stands before what its caller knew', () => {
    const id = '8f7e6d5c-4b3a-4291-8f7e-6d5c4b3a2918';
    expect(found(() => undefined, `B d 1 {}\nA d 1 9 0000000000000012 done\n`)).toEqual([
      'command d said revision 9 of 1, its last is 3',
    ]);
    const order = `A ${id} 1 3 0000000000000012 nothing\nB d 1 {}\nA d 1 3 0000000000000011 done\n`;
    expect(found(() => undefined, order)).toEqual(['command d stands before 0000000000000012']);
  });

  it('finds what a writer could not make sense of', () => {
    expect(found(() => undefined, 'X d Error: it burns\n')).toEqual(['the writer failed: X d Error: it burns']);
  });

  it('says so when there is no log', () => {
    const dir = dirname(temporaryFile('log.db', 'This is a letter and no database. '.repeat(100)));
    expect(node('check-log.mjs', dir).last.violations.join()).toMatch(/the reader failed: .*not a database/);
  });
});
