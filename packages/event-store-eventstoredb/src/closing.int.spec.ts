import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { LogClient } from './client';
import { parseConnectionString } from './connection-string';
import { EventStoreDbTestServer } from './testing';

const SCRIPT = join(__dirname, '..', 'test', 'close-under-way.mjs');

/** The script ends by itself long before its reads would have given up. */
async function closes(url: string): Promise<void> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [SCRIPT, url], { timeout: 20_000 });
  expect(stderr).toBe('');
  expect(stdout).toBe('store-unusable store-unusable store-unusable');
}

describe('a store that is closed', () => {
  const servers: EventStoreDbTestServer[] = [];
  const start = async (): Promise<EventStoreDbTestServer> => {
    servers.push(await EventStoreDbTestServer.start());
    return servers.at(-1) as EventStoreDbTestServer;
  };
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

  it('leaves nothing behind that keeps the process alive, when there is no server', async () => {
    await closes('esdb://127.0.0.1:1?tls=false');
  }, 30_000);

  it('nor when no node of a cluster can be found', async () => {
    await closes('esdb://127.0.0.1:1,127.0.0.1:2?tls=false');
  }, 30_000);

  it('nor when the server hangs', async () => {
    const server = await start();
    server.freeze();
    await closes(server.url);
  }, 30_000);

  it('opens no subscription that was given up before it began', async () => {
    const server = await start();
    const client = new LogClient(parseConnectionString(server.url), 10_000);
    const given = new AbortController();
    const following = client.follow(
      null,
      () => undefined,
      () => undefined,
      given.signal,
    );
    given.abort();
    await following;
    await client.readAll('end', 1, 5_000, () => true);
    while (server.openSubscriptions > 0) await sleep(5);
    await client.follow(
      null,
      () => undefined,
      () => undefined,
      AbortSignal.abort(),
    );
    await client.close();
  }, 30_000);
});
