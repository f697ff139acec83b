// npm run bench -- large-case [--max N]: what one case of N events (100,000 unless told otherwise) costs: the next command, a past, a page
// of its history and a rebuild, each in a process of its own. Prints a table.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AS_STARTED } from '../scale/service.mjs';

const SIZES = [1_000, 3_500, 10_000, 30_000, 100_000];
const QUESTIONS = ['command', 'next command', 'asOf', 'page', 'rebuild'];
/** Milliseconds. */
const PATIENCE = 180_000;

export function largeCase({ max = 100_000 } = {}) {
  const rows = [];
  for (const kind of ['notes', 'messages']) {
    for (const events of [...SIZES.filter((size) => size < max), max]) rows.push(measured(kind, events));
  }
  const head = ['case', ...QUESTIONS.flatMap((question) => [question, 'longest stall', 'peak memory'])];
  const lines = [head, head.map(() => '--:'), ...rows];
  process.stdout.write(`${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}\n`);
}

function measured(kind, events) {
  const dir = mkdtempSync(join(tmpdir(), 'redress-large-case-'));
  try {
    part('make.mjs', 600_000, dir, events, kind);
    const figures = QUESTIONS.map((question) =>
      question === 'rebuild' ? part('../scale/rebuild.mjs', PATIENCE, dir) : part('ask.mjs', PATIENCE, dir, question),
    );
    const cells = [`${events.toLocaleString('en')} ${kind}`, ...figures.flatMap(cellsOf)];
    process.stderr.write(`${cells.join(' | ')}\n`);
    return cells;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function cellsOf(figure) {
  if (figure === null) return ['not done in 3 min', '', ''];
  const { milliseconds = (1_000 * figure.events) / figure.eventsPerSecond, longestStall, peakMegabytes } = figure;
  const stall = longestStall === undefined ? '' : `${Math.round(longestStall)} ms`;
  return [`${Math.round(milliseconds).toLocaleString('en')} ms`, stall, `${Math.round(peakMegabytes)} MB`];
}

/** Null when it did not come to an end. */
function part(name, timeout, ...args) {
  const script = new URL(name, import.meta.url).pathname;
  const { status, stdout } = spawnSync(process.execPath, [...AS_STARTED, script, ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'ignore'],
    killSignal: 'SIGKILL',
    timeout,
  });
  return status === 0 ? JSON.parse(stdout.toString().trim().split('\n').at(-1)) : null;
}
