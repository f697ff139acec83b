import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryDirectory } from './service';

const MAIN = join(__dirname, '..', 'dist', 'main.js');
jest.setTimeout(60_000);

describe('the service under npm start', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let npm: ChildProcess;
  let said = '';

  beforeEach(() => {
    directory = temporaryDirectory();
    said = '';
    const start = `${JSON.stringify(process.execPath)} ${JSON.stringify(MAIN)}`;
    writeFileSync(join(directory.path, 'package.json'), JSON.stringify({ name: 'desk', scripts: { start } }));
    const { PATH = '', HOME = directory.path } = process.env;
    const env = { PATH, HOME, PORT: '0', REDRESS_DATA_DIR: join(directory.path, 'data') };
    npm = spawn('npm', ['start'], { cwd: directory.path, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [npm.stdout, npm.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  });
  afterEach(() => {
    npm.kill('SIGKILL');
    directory.remove();
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('ends with npm on %s, and leaves nothing at the port', async (signal) => {
    await until(() => said.includes('Redress is listening'));
    const [, url = ''] = /"url":"(http:[^"]+)"/.exec(said) ?? [];
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    npm.kill(signal);
    // Its output is open for as long as the service holds it.
    await once(npm, 'close');
    expect(said).toContain('Redress is stopping');
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  });

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (npm.exitCode !== null) throw new Error(`npm ended: ${said}`);
      await sleep(20);
    }
  }
});
