import { resolve } from 'node:path';
import { readConfig } from './config';
import { ConfigError } from './config-error';

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      dataDir: resolve('data'),
      logFile: resolve('data/log.db'),
      eventStoreDbUrl: null,
      apiKeys: [],
      rateLimit: { perSecond: 200, burst: 1000 },
      timeZone: 'UTC',
      secret: null,
      logLevel: 'info',
    });
  });

  it('takes a log of its own file', () => {
    expect(readConfig({ EVENT_STORE_URL: 'sqlite:/logs/log.db' }).logFile).toBe('/logs/log.db');
  });

  it.each(['esdb://operator:0123456789@there:2113', 'esdb+discover://there:2113'])(
    'takes a log in an EventStoreDB, %s, with a secret that all replicas share',
    (url) => {
      const shared = { REDRESS_SECRET: 'the same for every replica, always' };
      expect(readConfig({ EVENT_STORE_URL: url, ...shared }).eventStoreDbUrl).toBe(url);
      const read = (): unknown => readConfig({ EVENT_STORE_URL: url });
      expect(read).toThrow(/REDRESS_SECRET/);
      expect(read).not.toThrow(/0123456789/);
    },
  );

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3000 '],
    ['EVENT_STORE_URL', 'sqlite:'],
    ['EVENT_STORE_URL', 'sqlite::memory:'],
    ['EVENT_STORE_URL', 'postgres://operator:0123456789@there:5432'],
    ['REDRESS_RATE_LIMIT', '0/10'],
    ['REDRESS_RATE_LIMIT', '10'],
    ['REDRESS_TIME_ZONE', 'Mars/Olympus'],
    ['REDRESS_TIME_ZONE', '+02:00'],
    ['REDRESS_TIME_ZONE', '-0330'],
    ['REDRESS_API_KEYS', ','],
    ['REDRESS_API_KEYS', ' , ,'],
    ['REDRESS_API_KEYS', ' '],
    ['REDRESS_SECRET', '0123456789'],
    ['REDRESS_LOG_LEVEL', 'loud'],
  ])('refuses %s=%s, names the variable and shows no password', (name, value) => {
    const read = (): unknown => readConfig({ [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(name);
    expect(read).not.toThrow(/0123456789/);
  });
});
