#!/usr/bin/env node
'use strict';
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
