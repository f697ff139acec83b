import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { StoreUnusableError } from '@redress/event-store';

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** What a connection string says, checked. Holds secrets: never log it, only {@link Target.name}. */
export interface Target {
  /** Hosts and ports, for messages. */
  readonly name: string;
  readonly endpoints: readonly Endpoint[];
  /** Ask the one host, or whatever its name resolves to, who the nodes of the cluster are. */
  readonly discover: boolean;
  readonly tls: boolean;
  readonly credentials?: { readonly username: string; readonly password: string };
  /** PEM. */
  readonly ca?: Buffer;
  readonly userCertificate?: { readonly certificate: Buffer; readonly key: Buffer };
  readonly settings: Readonly<Partial<Record<Setting, number>>>;
  readonly connectionName?: string;
}

const SETTINGS = [
  'maxDiscoverAttempts',
  'discoveryInterval',
  'gossipTimeout',
  'keepAliveInterval',
  'keepAliveTimeout',
] as const;
type Setting = (typeof SETTINGS)[number];

const DEFAULT_PORT = 2113;
const FORM =
  'esdb://[<user>:<password>@]<host>:<port>[,<host>:<port>...][?tls=true|false&tlsCAFile=<file>], or esdb+discover:// with one host';

/**
 * Reads a connection string as EventStoreDB's clients do. The client's own parser repeats the string, the password
 * included, in its warnings and errors.
 * @throws {StoreUnusableError} what is wrong, without any secret
 */
export function parseConnectionString(text: string): Target {
  const [, scheme, rest = ''] = /^(esdb|esdb\+discover):\/\/(.*)$/s.exec(text.trim()) ?? [];
  if (scheme === undefined) throw wrong(`begins with another scheme: give ${FORM}`);
  const [, user, hosts = '', query = ''] = /^(?:([^@/?]*)@)?([^?]*)(?:\?(.*))?$/s.exec(rest) ?? [];
  const endpoints = hosts.replace(/\/+$/, '').split(',').map(endpointOf);
  const discover = scheme === 'esdb+discover';
  if (discover && endpoints.length > 1)
    throw wrong('names several hosts after esdb+discover://: name one, or use esdb://');
  const options = optionsOf(query);
  const tls = options.flag('tls', true);
  if (!options.flag('tlsVerifyCert', true)) {
    throw wrong('says tlsVerifyCert=false, which the client does not know: name the authority with tlsCAFile=<file>');
  }
  const nodePreference = options.take('nodePreference');
  if (nodePreference !== undefined && nodePreference.toLowerCase() !== 'leader') {
    throw wrong('asks for another node than the leader: leave nodePreference out, the record is read from the leader');
  }
  const ca = options.file('tlsCAFile');
  const certificate = options.file('userCertFile');
  const key = options.file('userKeyFile');
  if ((certificate === undefined) !== (key === undefined)) throw wrong('needs userCertFile and userKeyFile together');
  const settings: Partial<Record<Setting, number>> = {};
  for (const name of SETTINGS) {
    const number = options.number(name);
    if (number !== undefined) settings[name] = number;
  }
  const connectionName = options.take('connectionName');
  // Ours bound every call, and errors are always thrown.
  for (const unused of ['defaultDeadline', 'throwOnAppendFailure']) options.take(unused);
  options.assertNoneLeft();
  return {
    name: endpoints.map(({ address, port }) => `${address}:${port}`).join(', '),
    endpoints,
    discover,
    tls,
    settings,
    ...(user === undefined ? {} : { credentials: credentialsOf(user) }),
    ...(ca === undefined ? {} : { ca }),
    ...(certificate === undefined || key === undefined ? {} : { userCertificate: { certificate, key } }),
    ...(connectionName === undefined ? {} : { connectionName }),
  };
}

function endpointOf(text: string): Endpoint {
  const [, address, port] = /^([^\s:,/]+)(?::(\d{1,5}))?$/.exec(text.trim()) ?? [];
  const number = port === undefined ? DEFAULT_PORT : Number(port);
  if (address === undefined || number < 1 || number > 65_535) throw wrong(`names no host and port: give ${FORM}`);
  return { address, port: number };
}

function credentialsOf(user: string): { username: string; password: string } {
  const [, username = '', password = ''] = /^([^:]*):(.*)$/s.exec(user) ?? [];
  if (username === '' || password === '') throw wrong('has a user without a password: give <user>:<password>@');
  try {
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    throw wrong('has a % in its user or password that begins no escape: write it as %25');
  }
}

interface Options {
  take(name: string): string | undefined;
  flag(name: string, otherwise: boolean): boolean;
  number(name: string): number | undefined;
  file(name: string): Buffer | undefined;
  assertNoneLeft(): void;
}

/** Names of options are compared without regard to case, as the clients do. */
function optionsOf(query: string): Options {
  const left = new Map<string, [name: string, value: string]>();
  for (const part of query.split('&').filter((text) => text !== '')) {
    const [name = '', ...value] = part.split('=');
    left.set(flat(name), [name, decoded(name, value.join('='))]);
  }
  const take = (name: string): string | undefined => {
    const value = left.get(flat(name))?.[1];
    left.delete(flat(name));
    return value;
  };
  return {
    take,
    flag: (name, otherwise) => {
      const value = take(name) ?? String(otherwise);
      if (value !== 'true' && value !== 'false') throw wrong(`has a ${name} that is neither true nor false`);
      return value === 'true';
    },
    number: (name) => {
      const value = take(name);
      if (value !== undefined && !/^-?\d{1,9}$/.test(value)) throw wrong(`has a ${name} that is no integer`);
      return value === undefined ? undefined : Number(value);
    },
    file: (name) => {
      const value = take(name);
      return value === undefined ? undefined : contentOf(name, value);
    },
    assertNoneLeft: () => {
      const [first] = left.values();
      if (first) throw wrong(`has an option that is not known: ${first[0]}`);
    },
  };
}

function flat(name: string): string {
  return name.trim().toLowerCase().replace(/[_-]/g, '');
}

function decoded(name: string, value: string): string {
  try {
    return decodeURIComponent(value.trim());
  } catch {
    throw wrong(`has a % in ${name} that begins no escape: write it as %25`);
  }
}

function contentOf(name: string, path: string): Buffer {
  try {
    return readFileSync(resolve(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw wrong(`names as ${name} a file that cannot be read (${code}): ${path}`);
  }
}

function wrong(what: string): StoreUnusableError {
  return new StoreUnusableError(`The connection string of the event store ${what}`);
}
