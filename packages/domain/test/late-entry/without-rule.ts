import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { transformSync } from '@swc/core';
import { type LateRule } from './rules';

const SRC = resolve(__dirname, '../../src');

/** The sources as they were without a rule: the property, the lives and all they import are loaded anew. */
export function withoutRule<T>({ rule, file, on, off }: LateRule, use: (load: <M>(module: string) => M) => T): T {
  const path = join(SRC, file);
  const source = readFileSync(path, 'utf8');
  // So that words match that stand on more than one line.
  const [flat, words] = [source.replaceAll(/\s+/g, ' '), on.replaceAll(/\s+/g, ' ')];
  if (!flat.includes(words)) throw new Error(`"${rule}" is not in ${file} any more: say where it stands now`);
  const pattern = new RegExp(
    words
      .split(' ')
      .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('\\s+'),
  );
  const changed = source.replace(pattern, () => off);
  const { code } = transformSync(changed, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'commonjs' },
  });
  let result: T | undefined;
  jest.isolateModules(() => {
    const module = { exports: {} };
    let isLoaded = false;
    jest.doMock(path, () => {
      // Modules that import each other get what there is so far.
      if (isLoaded) return module.exports;
      isLoaded = true;
      const required = (request: string): unknown =>
        jest.requireActual(request.startsWith('.') ? join(dirname(path), request) : request);
      new Function('require', 'module', 'exports', code)(required, module, module.exports);
      return module.exports;
    });
    result = use(<M>(name: string) => jest.requireActual<M & object>(join(__dirname, name)));
    jest.dontMock(path);
  });
  return result as T;
}
