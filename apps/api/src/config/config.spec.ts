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
      addressRateLimit: { perSecond: 20, burst: 200 },
      load: { requests: { all: 500, perKey: 100 }, bytes: { all: 64 * 1024 * 1024, perKey: 16 * 1024 * 1024 } },
      questions: { waiting: { all: 200, perKey: 50 }, deadlineMs: 30_000 },
      cachedBytes: 64 * 1024 * 1024,
      mostEventsPerCase: 10_000,
      edge: { connections: 2_000, requestTimeoutMs: 30_000, stallTimeoutMs: 30_000 },
      trustedProxies: [],
      timeZone: 'UTC',
      clockGapDays: 7,
      secret: null,
      logLevel: 'info',
    });
  });

  it('takes a log of its own file', () => {
    expect(readConfig({ EVENT_STORE_URL: 'sqlite:/logs/log.db' }).logFile).toBe('/logs/log.db');
  });

  it('takes bounds of what callers hold, and who may forward them', () => {
    const { load, questions, edge, trustedProxies } = readConfig({
      REDRESS_REQUESTS_AT_ONCE: '50/10',
      REDRESS_MIB_AT_ONCE: '8/2',
      REDRESS_QUESTIONS_WAITING: '20/4',
      REDRESS_QUESTION_TIMEOUT: '3',
      REDRESS_CONNECTIONS: '100',
      REDRESS_REQUEST_TIMEOUT: '5',
      REDRESS_STALL_TIMEOUT: '7',
      REDRESS_TRUSTED_PROXIES: 'loopback, 10.0.0.0/8,2001:db8::/32,192.0.2.1',
    });
    expect(load).toEqual({ requests: { all: 50, perKey: 10 }, bytes: { all: 8_388_608, perKey: 2_097_152 } });
    expect(questions).toEqual({ waiting: { all: 20, perKey: 4 }, deadlineMs: 3_000 });
    expect(edge).toEqual({ connections: 100, requestTimeoutMs: 5_000, stallTimeoutMs: 7_000 });
    expect(trustedProxies).toEqual(['loopback', '10.0.0.0/8', '2001:db8::/32', '192.0.2.1']);
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
    ['REDRESS_ADDRESS_RATE_LIMIT', '10'],
    ['REDRESS_CACHED_MIB', '-1'],
    ['REDRESS_EVENTS_PER_CASE', '99'],
    ['REDRESS_REQUESTS_AT_ONCE', '10/20'],
    ['REDRESS_REQUESTS_AT_ONCE', '10'],
    ['REDRESS_MIB_AT_ONCE', '10/0'],
    ['REDRESS_CONNECTIONS', '1'],
    ['REDRESS_REQUEST_TIMEOUT', '0'],
    ['REDRESS_STALL_TIMEOUT', '1.5'],
    ['REDRESS_TRUSTED_PROXIES', 'the proxy'],
    ['REDRESS_TRUSTED_PROXIES', '0.0.0.0/0'],
    ['REDRESS_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['REDRESS_TIME_ZONE', 'Mars/Olympus'],
    ['REDRESS_TIME_ZONE', '+02:00'],
    ['REDRESS_TIME_ZONE', '-0330'],
    ['REDRESS_CLOCK_GAP_DAYS', '0'],
    ['REDRESS_CLOCK_GAP_DAYS', '7d'],
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
