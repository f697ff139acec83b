// npm run bench [-- --quick] [-- NAME ...]: every figure beside a baseline measured in the same run.
// Prints a table, and the same as JSON to bench/results.json; --write puts the table into docs/reference/benchmarks.md.
// npm run bench -- large-case [--max N]: what one case of N events costs, see bench/large-case/run.mjs.
// npm run bench -- scale [--max N] [--seed S] [--dir DIR]: the same questions at growing sizes, see bench/scale/run.mjs.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { largeCase } from './large-case/run.mjs';
import { scale } from './scale/run.mjs';

const SUITES = ['calendar', 'event-store', 'eventstoredb', 'commands', 'read-models', 'breaches', 'http', 'import'];
const PAGE = new URL('../docs/reference/benchmarks.md', import.meta.url);
const RESULTS = new URL('./results.json', import.meta.url);

const { values, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    max: { type: 'string' },
    seed: { type: 'string' },
    dir: { type: 'string' },
  },
  allowPositionals: true,
});

if (positionals.includes('scale')) {
  const { max = '1000000', seed = '1', dir, write } = values;
  if (positionals.length > 1 || ![max, seed].every((text) => /^[1-9]\d{0,8}$/.test(text))) {
    process.stderr.write(
      'npm run bench -- scale [--max CASES] [--seed S] [--dir DIR] [--write], whole numbers from 1\n',
    );
    process.exit(2);
  }
  await scale({ max: Number(max), seed: Number(seed), dir, write });
  process.exit(0);
}

if (positionals.includes('large-case')) {
  largeCase(values.max === undefined ? {} : { max: Number(values.max) });
  process.exit(0);
}

const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${process.platform}`;
const figures = [];
for (const suite of positionals.length > 0 ? positionals : SUITES) {
  process.stderr.write(`${suite} ...\n`);
  // A process for each suite: what one leaves in memory does not slow the next one down.
  const output = execFileSync(
    process.execPath,
    [new URL('./suite.mjs', import.meta.url).pathname, suite, values.quick ? 'quick' : 'full'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 2 ** 26,
    },
  );
  figures.push(...JSON.parse(output.toString().trim().split('\n').at(-1)));
}

const table = markdown(figures);
process.stdout.write(`${machine}\n\n${table}\n`);
writeFileSync(RESULTS, `${JSON.stringify({ machine, quick: values.quick, figures }, null, 2)}\n`);
if (values.write) writePage(figures);

function markdown(rows) {
  const cells = rows.map(({ name, value, baseline, unit, ratio, target }) => [
    name,
    `${number(value)} ${unit}`,
    baseline === null ? '' : `${number(baseline)} ${unit}`,
    ratio === null ? '' : ratio.toFixed(2),
    target,
  ]);
  const lines = [['what', 'measured', 'baseline', 'ratio', 'target'], ['---', '--:', '--:', '--:', '---'], ...cells];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function number(value) {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}

/** Figures of the suites that were not run stay as they were, in their place. */
function writePage(rows) {
  const [before, figuresBefore = ''] = readFileSync(PAGE, 'utf8').split('<!-- figures -->');
  const nameOf = (line) => line.split(' | ')[0];
  const lines = markdown(rows).split('\n');
  const known = figuresBefore.split('\n').filter((line) => line.startsWith('| '));
  const fresh = new Map(lines.map((line) => [nameOf(line), line]));
  const kept = known.map((line) => fresh.get(nameOf(line)) ?? line);
  const added = lines.filter((line) => !known.some((it) => nameOf(it) === nameOf(line)));
  const text = [...kept, ...added].join('\n');
  writeFileSync(PAGE, `${before}<!-- figures -->\n\nMeasured on ${machine}.\n\n${text}\n`);
}
