import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseApiKeys } from '../src/config/api-keys';
import { isGuessable, LEAST_OF_SECRET, SHORTEST_SECRET_TEXT } from '@redress/application';
import { UNREADY } from '../src/readiness/readiness-check';

const root = join(__dirname, '..', '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

function markdownFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return markdownFiles(path);
    return path.endsWith('.md') ? [path] : [];
  });
}

describe('the documentation', () => {
  it('has generated pages that are what `npm run docs` would write', () => {
    execFileSync(process.execPath, [join(root, 'scripts', 'generate-docs.mjs'), '--check'], { stdio: 'pipe' });
  });

  it('names every variable that the service reads, and no other', () => {
    const readBySource = [...read('apps/api/src/config/config.ts').matchAll(/env\['([A-Z_]+)'\]/g)].map(
      (match) => match[1],
    );
    const documented = [...read('docs/reference/configuration.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(
      (match) => match[1],
    );
    expect(documented.sort()).toEqual([...new Set(readBySource)].sort());
  });

  it('shows no key and no secret that the service refuses', () => {
    const pages = ['README.md', ...markdownFiles('docs')].map(read).join('\n');
    const shown = (name: string): string[] =>
      [...pages.matchAll(new RegExp(`${name}=(['"])(.+?)\\1`, 'g'))].map((match) => match[2] as string);
    const keys = shown('REDRESS_API_KEYS').flatMap((text) => parseApiKeys(text));
    const secrets = shown('REDRESS_SECRET').filter((text) => !text.startsWith('$('));
    expect([keys.length, secrets.length].every((count) => count > 0)).toBe(true);
    expect(secrets.filter((text) => text.length < SHORTEST_SECRET_TEXT || isGuessable(text, LEAST_OF_SECRET))).toEqual(
      [],
    );
  });

  it('names every reason for not being ready', () => {
    const [, table = ''] = read('docs/reference/configuration.md').split('| code | not ready |');
    const documented = [...table.matchAll(/^\| `([a-z-]+)` \|/gm)];
    expect(documented.map((match) => match[1])).toEqual(Object.keys(UNREADY));
  });

  it('fetches no package of a stranger: npx runs only what is there', () => {
    const pages = ['README.md', 'CONTRIBUTING.md', ...markdownFiles('docs')].map(read).join('\n');
    const calls = [...pages.matchAll(/\bnpx\b.*/g)].map(([call]) => call);
    expect(calls.length).toBeGreaterThan(10);
    // `--` keeps npm from taking the options of the command for its own.
    expect(calls.filter((call) => !/^npx(`| --no -- (redress|node)\b)/.test(call))).toEqual([]);
  });

  it('links to nothing that is not there', () => {
    const broken = ['README.md', 'CONTRIBUTING.md', ...markdownFiles('docs')].flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)#:]+)(#[^)]*)?\)/g)]
        .map((match) => match[1] as string)
        .filter((target) => !existsSync(join(root, dirname(page), target)))
        .map((target) => `${page} -> ${target}`),
    );
    expect(broken).toEqual([]);
  });
});
