#!/usr/bin/env node
'use strict';
// Before anything is loaded that an older Node cannot load. `engines.node` in package.json says the same.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  process.stderr.write(`redress needs Node 22.13 or newer and this is ${process.versions.node}: install a newer one\n`);
  process.exit(1);
}
// Rows are garbage as soon as they are on record: room for them that only ever grows would cost 100 MB and win no time.
require('node:v8').setFlagsFromString('--semi-space-growth-factor=1');
require('../dist/main.js')
  .main(process.argv.slice(2))
  .then(
    (code) => {
      process.exitCode = code;
    },
    (error) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    },
  );
