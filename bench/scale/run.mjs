// npm run bench -- scale [--max N] [--seed S] [--dir DIR] [--write]
// One log that grows from 10 thousand cases to a million; at each size everything is measured in a process of its own. Prints a table; --write puts it, and a plot, into docs/reference.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { plot } from './plot.mjs';
import { AS_STARTED, startService } from './service.mjs';
import { table } from './table.mjs';

const SIZES = [10_000, 30_000, 100_000, 300_000, 1_000_000];
const PAGE = new URL('../../docs/reference/scale.md', import.meta.url);
const PLOT = new URL('../../docs/reference/scale.svg', import.meta.url);

/** @param max cases of the last size */
export async function scale({ max = 1_000_000, seed = 1, dir, write = false }) {
  const sizes = [...SIZES.filter((size) => size < max), max];
  const data = dir ?? mkdtempSync(join(tmpdir(), 'redress-scale-'));
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${process.platform}`;
  const rows = [];
  try {
    for (const [i, size] of sizes.entries()) {
      rows.push(await measured(data, size, i === 0 ? 0 : sizes[i - 1], seed));
      // Written after each size: who stops the run keeps what it has shown.
      if (write) writePage(machine, rows);
    }
  } finally {
    if (dir === undefined) rmSync(data, { recursive: true, force: true });
  }
  process.stdout.write(`${machine}\n\n${table(rows)}\n`);
  return rows;
}

async function measured(dir, cases, before, seed) {
  const say = (what) => process.stderr.write(`${cases.toLocaleString('en')} cases: ${what} ...\n`);
  say('growing');
  const grown = part('grow.mjs', dir, before, cases, seed);
  const events = headOf(join(dir, 'log.db'));
  const logBytes = statSync(join(dir, 'log.db')).size;
  say('building the read models');
  for (const end of ['', '-wal', '-shm']) rmSync(join(dir, `read-models.db${end}`), { force: true });
  const rebuild = part('rebuild.mjs', dir);
  const readModelBytes = statSync(join(dir, 'read-models.db')).size;
  say('plain inserts');
  const plain = part('plain-inserts.mjs', dir, rebuild.events);
  say('asking');
  const questions = part('questions.mjs', dir, seed);
  say('starting the service');
  const service = await startService(dir, cases, seed);
  // Last, because it adds events that the read models of this size need not know.
  say('writing');
  const writing = part('write.mjs', dir, cases, seed);
  const load = loadavg()[0];
  const row = { cases, events, logBytes, readModelBytes, grown, writing, rebuild, plain, questions, service, load };
  process.stderr.write(`${JSON.stringify(row)}\n`);
  return row;
}

function part(name, ...args) {
  const script = new URL(name, import.meta.url).pathname;
  const out = execFileSync(process.execPath, [...AS_STARTED, script, ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(out.toString().trim().split('\n').at(-1));
}

function headOf(file) {
  const db = new DatabaseSync(file, { readOnly: true });
  const { head } = db.prepare('SELECT max(position) AS head FROM events').get();
  db.close();
  return head;
}

function writePage(machine, rows) {
  const [before] = readFileSync(PAGE, 'utf8').split('<!-- figures -->');
  writeFileSync(PAGE, `${before}<!-- figures -->\n\nMeasured on ${machine}.\n\n${table(rows)}\n`);
  writeFileSync(PLOT, plot(rows));
}
