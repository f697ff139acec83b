import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemoryEventStore } from '@redress/event-store';
import { newEvents } from '@redress/event-store/contract';
import { type Config } from './config';
import { ConfigError } from './config-error';
import { assertLogInPlace, assertLogOfDirectory } from './log-of-directory';

const secret = Buffer.from('a secret that is long enough to be one');

describe('a data directory and its log', () => {
  let config: Config;

  beforeEach(() => {
    const dataDir = mkdtempSync(join(tmpdir(), 'redress-config-'));
    config = { dataDir, logFile: join(dataDir, 'log.db'), eventStoreDbUrl: null } as Config;
  });
  afterEach(() => rmSync(config.dataDir, { recursive: true, force: true }));

  const kept = (): string => readFileSync(join(config.dataDir, 'log.json'), 'utf8');

  it('belong together from the first start on', async () => {
    const log = new InMemoryEventStore();
    assertLogInPlace(config);
    await assertLogOfDirectory(log, config, secret);
    const [event] = await log.readStream('settings-secret');
    expect(JSON.parse(kept())).toEqual({ id: event?.id });
    expect(statSync(join(config.dataDir, 'log.json')).mode & 0o777).toBe(0o600);
    await assertLogOfDirectory(log, config, secret);
  });

  it('are not parted by an empty log, wherever that is', async () => {
    await assertLogOfDirectory(new InMemoryEventStore(), config, secret);
    const empty = new InMemoryEventStore();
    await expect(assertLogOfDirectory(empty, config, secret)).rejects.toThrow(ConfigError);
    await expect(assertLogOfDirectory(empty, config, secret)).rejects.toThrow(
      /is empty, but .* move log\.json out of /,
    );
    expect((await empty.readAll()).events).toEqual([]);
  });

  it('are not parted when the file is gone, also where the version before kept no id', () => {
    writeFileSync(join(config.dataDir, 'secret'), '');
    assertLogInPlace(config);
    writeFileSync(join(config.dataDir, 'read-models.db'), '');
    expect(() => assertLogInPlace(config)).toThrow(/log\.db is gone, .* move read-models\.db out of /);
    writeFileSync(config.logFile, '');
    assertLogInPlace(config);
  });

  it('do not mind another log that holds something: read models find out', async () => {
    await assertLogOfDirectory(new InMemoryEventStore(), config, secret);
    const before = kept();
    const imported = new InMemoryEventStore();
    await imported.append('case-a', 'noStream', newEvents(1));
    await assertLogOfDirectory(imported, config, secret);
    expect(kept()).not.toBe(before);
  });

  it('are not begun with a secret that can be guessed, but go on with one', async () => {
    const weak = Buffer.from('changeme-changeme-changeme-changeme');
    const log = new InMemoryEventStore();
    await expect(assertLogOfDirectory(log, config, weak)).rejects.toThrow(
      /REDRESS_SECRET can be guessed: give a random one/,
    );
    expect((await log.readAll()).events).toEqual([]);
    const fingerprint = createHmac('sha256', weak).update('redress secret fingerprint').digest('hex');
    const event = { id: randomUUID(), type: 'SecretFingerprinted', schemaVersion: 1, metadata: '{}', hash: null };
    await log.append('settings-secret', 'noStream', [{ ...event, data: JSON.stringify({ fingerprint }) }]);
    await assertLogOfDirectory(log, config, weak);
  });

  it('say what is in the way when the id cannot be kept', async () => {
    const nowhere = { ...config, dataDir: join(config.dataDir, 'nowhere') };
    await expect(assertLogOfDirectory(new InMemoryEventStore(), nowhere, secret)).rejects.toThrow(
      /\(ENOENT\): make room/,
    );
  });
});
