import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { redress } from './support/redress';
import { temporaryDirectory } from './support/temporary';

const page = (name: string): string => readFileSync(resolve(__dirname, '../../../docs/how-to', name), 'utf8');

/** The content of the one code block with these words behind its fence. */
function block(text: string, words: string): string {
  const [, content] = new RegExp(`^\`\`\`${words}\n([^]*?)^\`\`\`$`, 'm').exec(text) ?? [];
  if (content === undefined) throw new Error(`The page has no block "${words}"`);
  return content;
}

describe('the page about verifying', () => {
  const here = page('verify-the-record.md');
  let directory: string;

  beforeAll(async () => {
    directory = temporaryDirectory();
    for (const [name, kind] of [
      ['desk.csv', 'csv'],
      ['desk.yaml', 'yaml'],
    ] as const)
      writeFileSync(join(directory, name), block(page('import.md'), `${kind} file=${name}`));
    const inDirectory = (name: string): string => join(directory, name);
    await redress([
      ...['import', inDirectory('desk.csv'), '--mapping', inDirectory('desk.yaml')],
      ...['--data-dir', inDirectory('data')],
    ]);
  });

  /** As the page says it, but that npx need not find the command. */
  function run(name: string): { readonly code: number | null; readonly stdout: string } {
    const bin = resolve(__dirname, '../bin/redress.js');
    const script = `npx() { shift 3; node '${bin}' "$@"; }\n${block(here, `sh run=${name}`)}`;
    const { status, stdout } = spawnSync('bash', ['-e', '-c', script], { cwd: directory, encoding: 'utf8' });
    return { code: status, stdout: stdout.replace(/case-[0-9a-f-]{36}/g, 'case-CASE') };
  }

  it('shows what a log says that nobody changed, and one that somebody did', () => {
    expect(run('whole')).toEqual({ code: 0, stdout: block(here, 'text stdout=whole') });
    expect(run('copy')).toEqual({ code: 0, stdout: '' });
    expect(run('tampered')).toEqual({ code: 1, stdout: block(here, 'text stdout=tampered') });
  });
});
