import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { codeBlocks } from './code-blocks';
import { Service, temporaryDirectory } from './service';

const PAGE = 'docs/how-to/back-up-and-restore.md';
const COMPLAINT = JSON.stringify({
  channel: 'email',
  text: 'The lift is out of order.',
  complainant: { name: 'Cleo Martin' },
});
const OTHER_LOG = /Read model case-list was folded from another log .* built anew/g;

describe('a log that is restored or lost', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let dataDir: string;
  let service: Service;
  let key: string;

  beforeEach(async () => {
    directory = temporaryDirectory();
    dataDir = join(directory.path, 'data');
    service = await Service.start({ dataDir, env: { REDRESS_RATE_LIMIT: 'off' } });
    key = service.firstKey();
  }, 60_000);
  afterEach(async () => {
    await service.stop('SIGKILL');
    directory.remove();
  });

  async function shell(mark: string): Promise<string> {
    const [block, ...others] = codeBlocks(PAGE, mark);
    if (block === undefined || others.length > 0) throw new Error(`${PAGE} has not one block ${mark}`);
    const env = { PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`, NODE_NO_WARNINGS: '1' };
    const script = `set -euo pipefail\n${block}`;
    return (await promisify(execFile)('bash', ['-c', script], { cwd: directory.path, env })).stdout;
  }

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...init.headers };
    return fetch(`${await service.baseUrl()}${path}`, { ...init, headers });
  }

  /** The id of the case. */
  async function receive(idempotencyKey: string): Promise<string> {
    const headers = { 'idempotency-key': idempotencyKey };
    const response = await ask('/v1/cases', { method: 'POST', body: COMPLAINT, headers });
    expect(response.status).toBe(201);
    return ((await response.json()) as { id: string }).id;
  }

  async function listed(): Promise<readonly string[]> {
    const { data } = (await (await ask('/v1/cases?limit=200')).json()) as { data: { id: string }[] };
    return data.map(({ id }) => id).sort();
  }

  async function until(condition: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error(`It did not happen in time: ${service.output()}`);
      await sleep(20);
    }
  }

  const isReady = async (): Promise<boolean> => (await ask('/health/ready')).status === 200;
  const restart = async (): Promise<void> => {
    service = await Service.start({ dataDir, env: { REDRESS_RATE_LIMIT: 'off' } });
    await until(isReady);
  };

  it('is backed up while it is written, and restored, as the how-to shows', async () => {
    const before: string[] = [];
    for (let i = 0; i < 20; i++) before.push(await receive(`before-${i}`));
    const [, during] = await Promise.all([
      shell('backup'),
      Promise.all(Array.from({ length: 20 }, (_, i) => receive(`during-${i}`))),
    ]);
    const backup = join(directory.path, 'backups/monday');
    for (const file of ['log.db', 'secret', 'first-key.json'])
      expect([file, statSync(join(backup, file)).mode & 0o777]).toEqual([file, 0o600]);
    const [said, events] = (await shell('check')).trim().split(' ');
    expect(said).toBe('ok');
    expect(Number(events)).toBeGreaterThanOrEqual(20);
    const after: string[] = [];
    for (let i = 0; i < 20; i++) after.push(await receive(`after-${i}`));
    await until(async () => (await listed()).length === 60);
    // As when the machine loses power: what was not written back yet lies beside the log.
    await service.stop('SIGKILL');
    expect(existsSync(join(dataDir, 'log.db-wal'))).toBe(true);

    await shell('restore');
    await restart();
    expect(service.output().match(OTHER_LOG)).toHaveLength(1);
    const restored = await listed();
    expect(restored).toEqual(expect.arrayContaining(before));
    expect(restored.filter((id) => after.includes(id))).toEqual([]);
    expect(restored.filter((id) => !before.includes(id) && !during.includes(id))).toEqual([]);
    expect((await ask(`/v1/cases/${after[0]}`)).status).toBe(404);
    expect(await Promise.all([receive('before-0'), receive('after-0')])).toEqual([before[0], after[0]]);
    await until(async () => (await listed()).length === restored.length + 1);
    await service.stop();
    await restart();
    expect(service.output()).not.toMatch(OTHER_LOG);
    expect(await listed()).toHaveLength(restored.length + 1);
  }, 60_000);

  it('leaves no case behind in any list when it is lost', async () => {
    await receive('lost');
    await until(async () => (await listed()).length === 1);
    await service.stop('SIGKILL');
    for (const end of ['', '-wal', '-shm']) rmSync(join(dataDir, `log.db${end}`), { force: true });
    const refused = await Service.spawn({ dataDir }).exited;
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toMatch(
      /^\S*log\.db is gone, the log of .* restore it from a backup; .* move log\.json and read-models\.db out of .*\n$/,
    );
    expect(existsSync(join(dataDir, 'log.db'))).toBe(false);
    mkdirSync(join(directory.path, 'set-aside'));
    for (const file of ['log.json', 'read-models.db']) {
      renameSync(join(dataDir, file), join(directory.path, 'set-aside', file));
    }
    await restart();
    expect(await listed()).toEqual([]);
    const id = await receive('new');
    await until(async () => (await listed()).length === 1);
    expect(await listed()).toEqual([id]);
  }, 60_000);

  it('takes nothing that would be lost when its file is moved away under the running service', async () => {
    await receive('kept');
    renameSync(join(dataDir, 'log.db'), join(dataDir, 'moved.db'));
    const refused = await ask('/v1/cases', { method: 'POST', body: COMPLAINT });
    expect([refused.status, await refused.json()]).toMatchObject([503, { code: 'store-unavailable' }]);
    await until(async () => !(await isReady()));
    await sleep(1_500);
    expect(await isReady()).toBe(false);
    expect(service.output().match(/was moved, removed or replaced/g)).toHaveLength(1);
    renameSync(join(dataDir, 'moved.db'), join(dataDir, 'log.db'));
    await until(isReady);
    expect(await listed()).toHaveLength(1);
  }, 60_000);
});
