import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { block, importExample, page } from './support/how-to-page';
import { sealedLog } from './support/sealed-log';
import { temporaryDirectory } from './support/temporary';

describe('the page about moving the log', () => {
  const here = page('move-the-log.md');
  let directory: string;

  beforeAll(async () => {
    directory = temporaryDirectory();
    const inDirectory = (name: string): string => join(directory, name);
    await importExample(directory);
    writeFileSync(inDirectory('data/secret'), 'a secret');
    mkdirSync(inDirectory('other'));
    renameSync(await sealedLog(1, 2), inDirectory('other/log.db'));
  });

  /** As the page says it, but that npx need not find the command. */
  function run(name: string): { readonly code: number | null; readonly stdout: string; readonly stderr: string } {
    const bin = resolve(__dirname, '../bin/redress.js');
    const script = `npx() { shift 3; node '${bin}' "$@"; }\n${block(here, `sh run=${name}`)}`;
    const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', script], { cwd: directory, encoding: 'utf8' });
    return {
      code: status,
      stdout: stdout.replace(/[0-9a-f]{64}/g, 'DIGEST'),
      stderr: stderr.replace(/case-[0-9a-f-]{36}/g, 'case-CASE'),
    };
  }

  it('shows what the commands print', () => {
    for (const name of ['try', 'move']) {
      expect(run(name)).toEqual({ code: 0, stdout: block(here, `text stdout=${name}`), stderr: '' });
    }
    expect(run('secret')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(directory, 'elsewhere/secret'), 'utf8')).toBe('a secret');
    expect(run('again')).toEqual({ code: 0, stdout: block(here, 'text stdout=again'), stderr: '' });
    expect(run('other')).toEqual({ code: 1, stdout: '', stderr: block(here, 'text stderr=other') });
  });
});
