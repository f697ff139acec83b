// Makes the golden logs of the version that is checked out: logs, and what they are answered, for later versions to be held
// against. Run once per version, on what was built: node scripts/golden-logs/make.mjs
// It never writes over a log that there is: a golden log says what was, not what is.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { faults } from './faults.mjs';
import { imports } from './imports.mjs';
import { lives } from './lives.mjs';
import { requests } from './requests.mjs';
import { writeLog } from './write-log.mjs';

const root = resolve(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const sources = [
  'packages',
  'apps',
  ':(exclude,glob)**/*.spec.ts',
  ':(exclude,glob)**/test/**',
  ':(exclude)*tsconfig*',
];
if (execFileSync('git', ['status', '--porcelain', '--', ...sources], { cwd: root }).length > 0)
  throw new Error('What is checked out was changed: commit it first, so that a log can say which code made it');
const commit = String(execFileSync('git', ['log', '-1', '--format=%h', '--', ...sources], { cwd: root })).trim();
const directory = join(root, 'golden-logs', `${version}-${commit}`);
if (existsSync(directory)) throw new Error(`${directory} is there already, and golden logs are never made anew`);
mkdirSync(directory, { recursive: true });

const madeBy = { version, commit };
for (const make of [lives, faults, ...imports(directory), requests]) {
  const made = await make();
  await writeLog(directory, { ...made, header: { ...made.header, madeBy } });
}
