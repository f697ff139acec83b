import { resolve } from 'node:path';
import {
  assertZone,
  DEFAULT_CACHED_BYTES,
  DEFAULT_MOST_GAP_DAYS,
  DEFAULT_QUESTION_LIMITS,
  type QuestionLimits,
  SHORTEST_SECRET_TEXT,
} from '@redress/application';
import { DEFAULT_MOST_EVENTS, type KeyRole } from '@redress/domain';
import { DEFAULT_LOAD, type LoadLimits, type RateLimit } from '@redress/nestjs';
import { parseApiKeys } from './api-keys';
import { DEFAULT_EDGE, type EdgeLimits } from '../edge/edge-limits';
import { ConfigError } from './config-error';
import { bytesOf, MIB, mibOf, most, whole } from './numbers';
import { trustedProxies } from './trusted-proxies';

/** What the environment says, checked. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Absolute. */
  readonly dataDir: string;
  /** The SQLite file of the log, absolute; not used when the log is in an EventStoreDB. */
  readonly logFile: string;
  /** Connection string of an EventStoreDB, which may hold a password: never log it. Null when the log is in SQLite. */
  readonly eventStoreDbUrl: string | null;
  readonly apiKeys: readonly { readonly name: string; readonly role: KeyRole; readonly secret: string }[];
  readonly rateLimit: RateLimit | 'off';
  /** Of requests without a known key, by the address they come from. */
  readonly addressRateLimit: RateLimit | 'off';
  readonly load: LoadLimits;
  /** Of searches, reports and pasts. */
  readonly questions: QuestionLimits;
  readonly edge: EdgeLimits;
  /** Of folded cases that are remembered. */
  readonly cachedBytes: number;
  /** A case with so many events is full. */
  readonly mostEventsPerCase: number;
  /** Addresses, subnets and names of Express, which may say for whom they forward a request; none by default. */
  readonly trustedProxies: readonly string[];
  readonly timeZone: string;
  /** Days after which a start wants the clock confirmed. */
  readonly clockGapDays: number;
  /** Given by the operator; null when the data directory keeps one. */
  readonly secret: string | null;
  readonly logLevel: string;
}

const DEFAULT_PORT = 3000;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** @throws {ConfigError} naming the variable */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const dataDir = resolve(env['REDRESS_DATA_DIR'] || './data');
  const eventStoreDbUrl = esdbUrl(env['EVENT_STORE_URL']);
  const given = secret(env['REDRESS_SECRET']);
  if (eventStoreDbUrl !== null && given === null) {
    throw new ConfigError(
      'REDRESS_SECRET is not given: with esdb:// every replica needs the same one, so no data directory can keep it',
    );
  }
  return {
    host: env['HOST'] || '127.0.0.1',
    port: port(env['PORT']),
    dataDir,
    logFile: eventStoreDbUrl === null ? logFile(env['EVENT_STORE_URL'], dataDir) : resolve(dataDir, 'log.db'),
    eventStoreDbUrl,
    apiKeys: parseApiKeys(env['REDRESS_API_KEYS'] ?? ''),
    rateLimit: rateLimit('REDRESS_RATE_LIMIT', env['REDRESS_RATE_LIMIT'] || '200/1000'),
    addressRateLimit: rateLimit('REDRESS_ADDRESS_RATE_LIMIT', env['REDRESS_ADDRESS_RATE_LIMIT'] || '20/200'),
    load: {
      requests: most('REDRESS_REQUESTS_AT_ONCE', env['REDRESS_REQUESTS_AT_ONCE'], DEFAULT_LOAD.requests),
      bytes: bytesOf(most('REDRESS_MIB_AT_ONCE', env['REDRESS_MIB_AT_ONCE'], mibOf(DEFAULT_LOAD.bytes))),
    },
    questions: {
      waiting: most('REDRESS_QUESTIONS_WAITING', env['REDRESS_QUESTIONS_WAITING'], DEFAULT_QUESTION_LIMITS.waiting),
      deadlineMs:
        1_000 *
        whole(
          'REDRESS_QUESTION_TIMEOUT',
          env['REDRESS_QUESTION_TIMEOUT'],
          DEFAULT_QUESTION_LIMITS.deadlineMs / 1_000,
          1,
        ),
    },
    edge: {
      connections: whole('REDRESS_CONNECTIONS', env['REDRESS_CONNECTIONS'], DEFAULT_EDGE.connections, 2),
      requestTimeoutMs:
        1_000 *
        whole('REDRESS_REQUEST_TIMEOUT', env['REDRESS_REQUEST_TIMEOUT'], DEFAULT_EDGE.requestTimeoutMs / 1_000, 1),
      stallTimeoutMs:
        1_000 * whole('REDRESS_STALL_TIMEOUT', env['REDRESS_STALL_TIMEOUT'], DEFAULT_EDGE.stallTimeoutMs / 1_000, 1),
    },
    cachedBytes: MIB * whole('REDRESS_CACHED_MIB', env['REDRESS_CACHED_MIB'], DEFAULT_CACHED_BYTES / MIB, 0),
    mostEventsPerCase: whole('REDRESS_EVENTS_PER_CASE', env['REDRESS_EVENTS_PER_CASE'], DEFAULT_MOST_EVENTS, 100),
    trustedProxies: trustedProxies(env['REDRESS_TRUSTED_PROXIES'] ?? ''),
    timeZone: timeZone(env['REDRESS_TIME_ZONE'] || 'UTC'),
    clockGapDays: whole('REDRESS_CLOCK_GAP_DAYS', env['REDRESS_CLOCK_GAP_DAYS'], DEFAULT_MOST_GAP_DAYS, 1),
    secret: given,
    logLevel: logLevel(env['REDRESS_LOG_LEVEL'] || 'info'),
  };
}

function port(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535) throw new ConfigError(`PORT is ${text}: give a number from 0 to 65535`);
  return number;
}

function esdbUrl(url: string | undefined): string | null {
  return url !== undefined && /^esdb(\+discover)?:/.test(url) ? url : null;
}

function logFile(url: string | undefined, dataDir: string): string {
  if (url === undefined || url === '') return resolve(dataDir, 'log.db');
  if (url === 'sqlite:' || url === 'sqlite::memory:') {
    throw new ConfigError(
      `EVENT_STORE_URL is ${url}, which names no file, and the record needs one: give sqlite:<file>`,
    );
  }
  if (url.startsWith('sqlite:')) return resolve(url.slice('sqlite:'.length));
  const scheme = url.split(':')[0];
  throw new ConfigError(
    `EVENT_STORE_URL starts with ${scheme}: leave the variable out, or give sqlite:<file>, esdb://<host>:<port> or esdb+discover://<host>:<port>`,
  );
}

function rateLimit(name: string, text: string): Config['rateLimit'] {
  if (text === 'off') return 'off';
  const [, perSecond, burst] = /^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? [];
  if (Number(perSecond) >= 1 && Number(burst) >= 1) return { perSecond: Number(perSecond), burst: Number(burst) };
  throw new ConfigError(`${name} is ${text}: give <per second>/<burst>, such as 200/1000, or off`);
}

function timeZone(zone: string): string {
  try {
    assertZone(zone);
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw new ConfigError(`REDRESS_TIME_ZONE is ${zone}: give an IANA zone such as Europe/Stockholm`);
  }
}

function secret(text: string | undefined): string | null {
  if (text === undefined || text === '') return null;
  if (text.length < SHORTEST_SECRET_TEXT) {
    throw new ConfigError(
      `REDRESS_SECRET is too short: give at least ${SHORTEST_SECRET_TEXT} characters that nobody can guess`,
    );
  }
  return text;
}

function logLevel(level: string): string {
  if (LOG_LEVELS.includes(level)) return level;
  throw new ConfigError(`REDRESS_LOG_LEVEL is ${level}: give one of ${LOG_LEVELS.join(', ')}`);
}
