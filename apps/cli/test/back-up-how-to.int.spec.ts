import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { EventStoreDbTestServer } from '@redress/event-store-eventstoredb/testing';
import { block, importExample, page } from './support/how-to-page';
import { redress } from './support/redress';
import { temporaryDirectory } from './support/temporary';

describe('the page about backing up, of a log in an EventStoreDB', () => {
  const here = page('back-up-and-restore.md');
  const servers: EventStoreDbTestServer[] = [];
  let directory: string;

  beforeAll(async () => {
    directory = temporaryDirectory();
    servers.push(await EventStoreDbTestServer.start(), await EventStoreDbTestServer.start());
    await importExample(directory);
    await redress(['copy', join(directory, 'data/log.db'), servers[0]?.url ?? '']);
  }, 60_000);
  afterAll(() => Promise.all(servers.map((server) => server.close())));

  /** As the page says it, but that npx need not find the command. Not in this process's way, where the servers are. */
  async function run(name: string): Promise<string> {
    const bin = resolve(__dirname, '../bin/redress.js');
    const script = `npx() { shift 3; '${process.execPath}' '${bin}' "$@"; }\n${block(here, `sh run=${name}`)}`;
    const [CLUSTER, NEW_CLUSTER] = servers.map(({ url }) => url);
    const env = { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1', CLUSTER, NEW_CLUSTER };
    // Without its own start-up file, which bash reads where it takes a pipe for a caller over the network.
    const bash = ['--norc', '-e', '-c', script];
    const { stdout, stderr } = await promisify(execFile)('bash', bash, { cwd: directory, env });
    expect(stderr).toBe('');
    return stdout.replace(/[0-9a-f]{64}/g, 'DIGEST');
  }

  it('shows what the commands print, and the new cluster holds what the old one held', async () => {
    for (const name of ['backup', 'restore']) expect(await run(name)).toBe(block(here, `text stdout=${name}`));
    const [before, after] = servers.map(({ log }) =>
      log.all.map(({ position: _position, created: _created, ...event }) => event),
    );
    expect(before).toHaveLength(8);
    expect(after).toEqual(before);
  }, 120_000);
});
