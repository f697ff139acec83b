// The answers of the test, so that script and test ask in the same words; TypeScript is turned into JavaScript on the way.
import Module, { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { transformFileSync } from '@swc/core';

const require = createRequire(import.meta.url);
const file = resolve(import.meta.dirname, '../../apps/cli/test/golden-logs/answers.ts');

export function answering() {
  const { code } = transformFileSync(file, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const loaded = new Module(file);
  loaded.paths = Module._nodeModulePaths(import.meta.dirname);
  loaded._compile(code, file);
  return { ...loaded.exports, sorts: require('@redress/read-models').CASE_SORTS };
}
