import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');
/** Where generators that are no dependencies of Redress are installed; its `node_modules` needs TypeScript, too. */
const ELSEWHERE = process.env['REDRESS_TEST_GENERATORS'];

interface Generator {
  /** What has to be installed. */
  readonly packages: readonly string[];
  /** The program that is compiled with the client. */
  readonly program: string;
  /** Relative to `node_modules/.bin`, run beside `openapi.json`. */
  readonly command: readonly [string, ...string[]];
  readonly files?: Readonly<Record<string, string>>;
  /** What its client cannot do without, be it sloppy. */
  readonly options?: object;
}

const BUNDLED = { module: 'esnext', moduleResolution: 'bundler' };

const generators: readonly Generator[] = [
  {
    packages: ['openapi-typescript', 'openapi-fetch'],
    program: 'openapi-fetch',
    command: ['openapi-typescript', 'openapi.json', '-o', 'generated.ts'],
    options: { exactOptionalPropertyTypes: true },
  },
  {
    packages: ['orval'],
    program: 'orval',
    command: ['orval', '--config', 'orval.config.mjs'],
    files: {
      'orval.config.mjs':
        "export default { redress: { input: './openapi.json', output: { target: './generated.ts', client: 'fetch', mode: 'single' } } };",
    },
    options: BUNDLED,
  },
  {
    packages: ['@hey-api/openapi-ts'],
    program: 'hey-api',
    command: ['openapi-ts', '-i', 'openapi.json', '-o', 'generated'],
    options: BUNDLED,
  },
];

const STRICT = {
  strict: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  module: 'nodenext',
  target: 'es2023',
  lib: ['es2023', 'dom', 'dom.iterable'],
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
};

/** Generates a client of the committed document and compiles a program that uses it; what the compiler says, if anything. */
function compiled({ program, command: [bin, ...args], files = {}, options = {} }: Generator, modules: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'redress-client-'));
  const run = (file: string, given: readonly string[]): string => {
    try {
      execFileSync(join(modules, '.bin', file), given, { cwd: directory, encoding: 'utf8', stdio: 'pipe' });
      return '';
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      return `${file}: ${stdout}${stderr}`;
    }
  };
  try {
    symlinkSync(modules, join(directory, 'node_modules'));
    copyFileSync(join(ROOT, 'docs/openapi/openapi.json'), join(directory, 'openapi.json'));
    copyFileSync(join(__dirname, `clients/${program}.ts.txt`), join(directory, 'program.ts'));
    const written = {
      ...files,
      'package.json': '{"type":"module"}',
      'tsconfig.json': JSON.stringify({ compilerOptions: { ...STRICT, ...options }, include: ['program.ts'] }),
    };
    for (const [name, text] of Object.entries(written)) writeFileSync(join(directory, name), text);
    return run(bin, args) || run('tsc', ['-p', '.']);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The `node_modules` that has them all. */
function modulesWith(packages: readonly string[]): string | undefined {
  return [ROOT, ...(ELSEWHERE === undefined ? [] : [resolve(ELSEWHERE)])]
    .map((directory) => join(directory, 'node_modules'))
    .find((modules) => packages.every((name) => existsSync(join(modules, name, 'package.json'))));
}

describe('a generated client', () => {
  for (const generator of generators) {
    const modules = modulesWith(generator.packages);
    const name = generator.packages.join(' and ');
    if (modules === undefined) {
      const reason = 'it is not installed; REDRESS_TEST_GENERATORS names a directory that has it';
      process.stderr.write(`Skipped: a generated client of ${name}: ${reason}\n`);
      it.skip(`of ${name} (${reason})`, () => undefined);
      continue;
    }
    const version = (
      JSON.parse(readFileSync(join(modules, generator.packages[0]!, 'package.json'), 'utf8')) as { version: string }
    ).version;
    it(`of ${name} ${version} type-checks strictly`, () => {
      expect(compiled(generator, modules)).toBe('');
    }, 120_000);
  }
});
