'use strict';
// Runs before `npm start` and `npm test` on whatever Node the machine has, so it keeps to old syntax:
// installs what the lock file names when that has not been done yet, then builds.
const { execSync } = require('child_process');
const { existsSync, statSync } = require('fs');
const { join } = require('path');

const root = join(__dirname, '..');
const marker = join(root, 'node_modules', '.package-lock.json');
const lock = join(root, 'package-lock.json');

function run(command) {
  // Output goes to stderr, so that what the started command prints stays alone on stdout.
  execSync(command, { cwd: root, stdio: ['ignore', 2, 2] });
}

try {
  if (!existsSync(marker) || statSync(marker).mtimeMs < statSync(lock).mtimeMs) {
    process.stderr.write('Installing dependencies (npm ci) ...\n');
    run('npm ci --no-audit --no-fund --loglevel=error');
  }
  run('npm run build --silent');
} catch (error) {
  process.stderr.write('Preparing Redress failed: ' + error.message + '\n');
  process.exit(1);
}
