// Importing a real log of 65,533 rows: speed beside the same file parsed and its rows inserted by hand, and memory at its
// highest, also for a file four times as long. The data is no part of the repository: without it there are no figures.
// Data: Ward Steeman, BPI Challenge 2013, incidents. 4TU.ResearchData.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createGunzip, gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse';
import { caseModule } from '@redress/application';
import { SYSTEM_ACTOR } from '@redress/domain';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { compare, rate } from './measure.mjs';

const ROOT = new URL('..', import.meta.url).pathname;
const DATA = process.env.REDRESS_TEST_DATA ?? join(ROOT, '../shared/data');
const LOG = join(DATA, 'volvo-incidents-2013.csv.gz');
const TIMES = 4;
const CASES_A_TRANSACTION = 32;
const MEGABYTE = 1024 * 1024;

export async function run({ quick }) {
  if (!existsSync(LOG)) {
    process.stderr.write(`skipped: ${LOG} is not there; REDRESS_TEST_DATA says where to look\n`);
    return [];
  }
  const dir = mkdtempSync(join(tmpdir(), 'redress-bench-'));
  try {
    let highest = 0;
    const speed = await compare({
      name: 'import, a row per event',
      unit: 'rows/s',
      target: 'beside it',
      rounds: quick ? 1 : 3,
      measured: async (round) => {
        const { rows, seconds, megabytes } = imported(LOG, join(dir, `data-${round}`));
        highest = Math.max(highest, megabytes);
        return rows / seconds;
      },
      baseline: (round) => byHand(LOG, join(dir, `hand-${round}.db`)),
    });
    const clocks = await compare({
      name: 'import with clocks, beside without',
      unit: 'rows/s',
      target: '>= 0.5',
      rounds: quick ? 1 : 3,
      measured: async (round) => {
        const dataDir = join(dir, `clocks-${round}`);
        await publish(dataDir);
        const { rows, seconds, megabytes } = imported(LOG, dataDir, ['--policy', 'incident-desk']);
        highest = Math.max(highest, megabytes);
        return rows / seconds;
      },
      baseline: (round) => {
        const { rows, seconds } = imported(LOG, join(dir, `plain-${round}`));
        return rows / seconds;
      },
    });
    const memory = { unit: 'MB', target: '< 250' };
    const figures = [
      speed,
      clocks,
      { name: 'import, memory at its highest', ...memory, value: highest, baseline: null, ratio: null },
    ];
    if (quick) return figures;
    const { megabytes } = imported(longer(dir), join(dir, 'data-longer'));
    const name = `import, memory, file ${TIMES} times as long`;
    return [...figures, { name, ...memory, value: megabytes, baseline: highest, ratio: megabytes / highest }];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The command as people start it, in a process of its own. */
function imported(file, dataDir, options = []) {
  const atExit = `process.on('exit', () => process.stderr.write('maxRSS ' + process.resourceUsage().maxRSS))`;
  const start = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...['--import', `data:text/javascript,${encodeURIComponent(atExit)}`, join(ROOT, 'apps/cli/bin/redress.js')],
      ...[
        'import',
        file,
        '--mapping',
        join(ROOT, 'docs/examples/mappings/volvo.yaml'),
        '--data-dir',
        dataDir,
        '--quiet',
        ...options,
      ],
    ],
    { encoding: 'utf8' },
  );
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0) throw new Error(`The import stopped: ${stderr}`);
  const { rows } = JSON.parse(stdout.trim().split('\n').at(-1));
  return { rows, seconds, megabytes: (Number(/maxRSS (\d+)/.exec(stderr)[1]) * 1024) / MEGABYTE };
}

/** The policy and calendar of the examples. */
async function publish(dataDir) {
  mkdirSync(dataDir);
  const store = await SqliteEventStore.open({ file: join(dataDir, 'log.db') });
  const { publishing } = caseModule({ store });
  const example = (path) => JSON.parse(readFileSync(join(ROOT, 'docs/examples', path), 'utf8'));
  const commands = [
    { type: 'PublishCalendar', name: 'sweden-office', calendar: example('calendars/sweden-office.json') },
    { type: 'PublishPolicy', name: 'incident-desk', policy: example('policies/incident-desk.json') },
  ];
  for (const command of commands) {
    await publishing.handle({ command, actor: SYSTEM_ACTOR, commandId: randomUUID() });
  }
  await store.close();
}

/** Parses the file and inserts each row as it is: no rules, no folding, no hashes, nothing that could go on after a stop. */
async function byHand(file, into) {
  const db = new DatabaseSync(into);
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;');
  db.exec(`CREATE TABLE events (position INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT NOT NULL, revision INTEGER NOT NULL,
    data TEXT NOT NULL, UNIQUE (stream, revision))`);
  const insert = db.prepare('INSERT INTO events (stream, revision, data) VALUES (?, ?, ?)');
  const result = await rate(async () => {
    let [rows, cases, revision, stream] = [0, 0, 0, ''];
    db.exec('BEGIN IMMEDIATE');
    for await (const row of createReadStream(file)
      .pipe(createGunzip())
      .pipe(parse({ columns: true, bom: true }))) {
      if (row['SR Number'] !== stream) {
        [stream, revision] = [row['SR Number'], 0];
        cases += 1;
        if (cases % CASES_A_TRANSACTION === 0) db.exec('COMMIT; BEGIN IMMEDIATE');
      }
      insert.run(stream, revision, JSON.stringify(row));
      revision += 1;
      rows += 1;
    }
    db.exec('COMMIT');
    return rows;
  });
  db.close();
  return result;
}

/** The same log several times, each time with cases of its own. */
function longer(dir) {
  const [header, ...rows] = gunzipSync(readFileSync(LOG)).toString('utf8').trimEnd().split('\n');
  const file = join(dir, 'longer.csv');
  const copies = Array.from({ length: TIMES }, (_, copy) => rows.map((row) => `${copy}-${row}`).join('\n'));
  writeFileSync(file, `${[header, ...copies].join('\n')}\n`);
  return file;
}
