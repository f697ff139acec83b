// npm run torture -- [--kills N] [--scenario NAME|all] [--runs N] [--seed S] [--dir DIR]
// npm run torture -- --scenario cluster --url URL --break COMMAND [--mend COMMAND --broken-ms N] [--runs N]
// Prints progress on stderr and one line of JSON on stdout; exit 1 when anything was lost, doubled, altered or left hanging.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { kills } from './kills.mjs';

const SCENARIOS = ['disk-full', 'torn-wal', 'flipped-byte', 'clock-back', 'two-services', 'sigterm', 'misbehaviour'];
/** Needs a server that somebody runs, so it is not among all. */
const CLUSTER = 'cluster';
/** Measures how long answers take, which is a matter of the machine, too. */
const LOAD = 'load';
const ALONE = [CLUSTER, LOAD];
const USAGE = `npm run torture -- [--kills N] [--scenario NAME|all] [--runs N] [--seed S] [--dir DIR]
npm run torture -- --scenario ${CLUSTER} --url URL --break COMMAND [--mend COMMAND --broken-ms N] [--runs N]

  --kills N        kill a process with 32 writers N times (default 100 when no scenario is named)
  --scenario NAME  ${SCENARIOS.join(', ')}, or all; ${LOAD} alone; may be repeated
  --runs N         so many runs of each misbehaviour, in the scenario of that name (default 3); or of the cluster (1)
  --seed S         a whole number from 0; the same choices again. The moments remain the machine's own
  --dir DIR        where the logs are made; default a temporary directory. Kept when something was found
  --url URL        of an EventStoreDB, of one node or several, that may be written to
  --break COMMAND  a shell command that does it harm, such as killing the node that leads
  --mend COMMAND   another that makes it whole and waits until it is, --broken-ms N milliseconds later
`;

const { values } = options();
const seed = whole('seed', values.seed ?? `${Math.floor(Math.random() * 2 ** 32)}`);
const names = (values.scenario ?? []).flatMap((name) => (name === 'all' ? SCENARIOS : [name]));
for (const name of names)
  if (!SCENARIOS.includes(name) && !ALONE.includes(name)) usage(`There is no scenario ${name}.`);
const count = values.kills === undefined ? (names.length > 0 ? 0 : 100) : whole('kills', values.kills);
const runs = values.runs === undefined ? {} : { runs: atLeastOne('runs', values.runs) };
if (names.includes(CLUSTER) && !(values.url && values.break)) usage(`${CLUSTER} needs --url and --break.`);
const brokenMs = whole('broken-ms', values['broken-ms'] ?? '0');
const server = { url: values.url, breakIt: values.break, mend: values.mend, brokenMs };
const dir = values.dir ?? mkdtempSync(join(tmpdir(), 'redress-torture-'));
const start = Date.now();
const say = (line) =>
  process.stderr.write(`${String(Math.round((Date.now() - start) / 1000)).padStart(5)} s  ${line}\n`);

const results = {};
const violations = [];
say(`seed ${seed}, in ${dir}`);
if (count > 0) record('kills', await kills({ kills: count, seed, dir, say }));
for (const name of names) {
  say(`${name} ...`);
  const { scenario } = await import(`./scenarios/${name}.mjs`);
  record(name, await attempted(() => scenario({ seed, dir, say, ...runs, ...server })));
}
if (violations.length === 0) {
  if (values.dir === undefined) rmSync(dir, { recursive: true });
} else {
  for (const violation of violations) say(`VIOLATION ${violation}`);
  say(`repeat it with --seed ${seed}; what is left is in ${dir}`);
}
const seconds = Math.round((Date.now() - start) / 1000);
process.stdout.write(`${JSON.stringify({ seed, seconds, violations, ...results })}\n`);
process.exit(violations.length === 0 ? 0 : 1);

function record(name, { violations: found, ...figures }) {
  results[name] = figures;
  violations.push(...found.map((violation) => `${name}: ${violation}`));
}

/** What a scenario did not expect is a finding too. */
async function attempted(run) {
  try {
    return await run();
  } catch (error) {
    return { violations: [error.stack] };
  }
}

function options() {
  try {
    return parseArgs({
      options: {
        kills: { type: 'string' },
        runs: { type: 'string' },
        seed: { type: 'string' },
        scenario: { type: 'string', multiple: true },
        dir: { type: 'string' },
        url: { type: 'string' },
        break: { type: 'string' },
        mend: { type: 'string' },
        'broken-ms': { type: 'string' },
      },
    });
  } catch (error) {
    return usage(error.message);
  }
}

function whole(name, text) {
  if (!/^\d{1,10}$/.test(text)) usage(`--${name} is ${text}: give a whole number from 0.`);
  return Number(text);
}

function atLeastOne(name, text) {
  if (whole(name, text) === 0) usage(`--${name} is 0: give a whole number from 1.`);
  return Number(text);
}

function usage(message) {
  process.stderr.write(`${message}\n\n${USAGE}`);
  process.exit(2);
}
