import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Service, temporaryDirectory } from './service';

const SECRET = 'a-secret-of-the-desk';
const BIN = join(__dirname, '../../cli/bin/redress.js');

describe('a service whose clock may be wrong', () => {
  const directory = temporaryDirectory();
  let service: Service | undefined;

  afterAll(async () => {
    await service?.stop('SIGKILL');
    directory.remove();
  });

  it('warns once, stays ready, shows it as a metric, and goes on when it is confirmed beside it', async () => {
    const lastSeen = join(directory.path, 'last-seen.json');
    writeFileSync(lastSeen, JSON.stringify({ at: '2026-01-05T09:00:00.000Z', confirmation: -1, inDoubt: false }));
    service = await Service.start({ dataDir: directory.path, env: { REDRESS_API_KEYS: `desk:admin:${SECRET}` } });
    const url = await service.baseUrl();
    const inDoubt = async (): Promise<string | undefined> => {
      const scraped = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${SECRET}` } });
      return /^redress_clock_in_doubt (\d)$/m.exec(await scraped.text())?.[1];
    };
    expect(await inDoubt()).toBe('1');
    while ((await fetch(`${url}/health/ready`)).status !== 200) await sleep(50);
    expect(service.output().match(/"level":"warn".*The clock of this machine may be wrong/g)).toHaveLength(1);
    expect(JSON.parse(readFileSync(lastSeen, 'utf8'))).toMatchObject({ at: '2026-01-05T09:00:00.000Z', inDoubt: true });

    execFileSync(process.execPath, [BIN, 'clock', 'confirm', '--data-dir', directory.path]);
    while ((await inDoubt()) !== '0') await sleep(50);
    while (!service.output().includes('is believed again')) await sleep(50);
    expect(JSON.parse(readFileSync(lastSeen, 'utf8'))).toMatchObject({ confirmation: 0, inDoubt: false });
  });
});
