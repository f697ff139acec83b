import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isGuessable, LEAST_OF_KEY } from '@redress/application';
import { KEY_ROLES, type KeyRole } from '@redress/domain';
import { type ApiKey } from '@redress/nestjs';
import { type Config } from './config';
import { ConfigError } from './config-error';
import { keepOnce } from './keep-once';

const RANDOM = 'openssl rand -base64 24';
const FIRST_KEY_FILE = 'first-key.json';
/** Shorter ones could be guessed. */
const SHORTEST_KEY_SECRET = 16;
/** The one that callers use and the one that takes its place. */
const SECRETS_PER_NAME = 2;

/**
 * `name:role:secret,...`; a secret may hold colons but no comma. A name may stand there twice, so that callers can change from one
 * secret to the next.
 * @throws {ConfigError} naming the entry, never its secret
 */
export function parseApiKeys(text: string): Config['apiKeys'] {
  const entries = text.split(',').filter((entry) => entry.trim() !== '');
  // Whoever sets the variable means to name the keys; none at all would let the first start's key in again.
  if (entries.length === 0 && text !== '') {
    throw new ConfigError('REDRESS_API_KEYS holds no key: give name:role:secret, or leave the variable out');
  }
  const keys = entries.map((entry, index) => apiKey(entry.trim(), index + 1));
  const secrets = new Set<string>();
  for (const { name, role, secret } of keys) {
    const same = keys.filter((key) => key.name === name);
    if (same.length > SECRETS_PER_NAME)
      throw new ConfigError(`REDRESS_API_KEYS names ${name} ${same.length} times: give a name two secrets at most`);
    if (same.some((key) => key.role !== role))
      throw new ConfigError(`REDRESS_API_KEYS names ${name} twice with different roles: give both the same`);
    if (secrets.has(secret))
      throw new ConfigError(
        `REDRESS_API_KEYS: the secret of ${name} stands there twice: give every key one of its own`,
      );
    secrets.add(secret);
  }
  return keys;
}

function apiKey(entry: string, index: number): Config['apiKeys'][number] {
  const [name = '', role = '', ...rest] = entry.split(':');
  const secret = rest.join(':');
  const where = `REDRESS_API_KEYS, entry ${index}`;
  // Without colons it is most likely a secret, or the rest of one that holds a comma: not to be shown.
  if (rest.length === 0)
    throw new ConfigError(`${where}: give name:role:secret; a comma ends an entry, so a secret holds none`);
  if (!/^[\x21-\x7e]{1,100}$/.test(name))
    throw new ConfigError(`${where}: the name must be 1 to 100 printable characters without spaces`);
  if (!(KEY_ROLES as readonly string[]).includes(role)) {
    throw new ConfigError(`${where} (${name}): the role must be one of ${KEY_ROLES.join(', ')}`);
  }
  if (secret.length < SHORTEST_KEY_SECRET) {
    throw new ConfigError(`${where} (${name}): the secret must have at least ${SHORTEST_KEY_SECRET} characters`);
  }
  if (isGuessable(secret, LEAST_OF_KEY)) {
    throw new ConfigError(
      `${where} (${name}): the secret can be guessed: give a random one, as \`${RANDOM}\` prints it`,
    );
  }
  // What does not fit into an Authorization header could never be sent.
  if (!/^[\x21-\x7e]+$/.test(secret))
    throw new ConfigError(`${where} (${name}): the secret must be printable ASCII without spaces`);
  return { name, role: role as KeyRole, secret };
}

export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}

export interface KeyRing {
  readonly keys: readonly ApiKey[];
  /** The secret of the key that was just made, to be shown once; null when there was none to make. */
  readonly firstSecret: string | null;
}

/**
 * The configured keys; without any, the admin key of the first start, of which only the hash is kept.
 * @throws {ConfigError} the key cannot be kept, or what is kept is none
 */
export function keyRing(config: Pick<Config, 'apiKeys' | 'dataDir'>): KeyRing {
  if (config.apiKeys.length > 0) {
    const keys = config.apiKeys.map(({ name, role, secret }) => ({ name, role, secretHash: hashOfSecret(secret) }));
    return { keys, firstSecret: null };
  }
  const file = join(config.dataDir, FIRST_KEY_FILE);
  if (existsSync(file)) return { keys: [keptKey(file)], firstSecret: null };
  const firstSecret = randomBytes(24).toString('base64url');
  const key: ApiKey = { name: 'admin', role: 'admin', secretHash: hashOfSecret(firstSecret) };
  if (keepOnce(file, `${JSON.stringify(key)}\n`)) return { keys: [key], firstSecret };
  // Another process started at the same moment; the key that it made and showed is the one.
  return { keys: [keptKey(file)], firstSecret: null };
}

function keptKey(file: string): ApiKey {
  try {
    const { name, role, secretHash } = JSON.parse(readFileSync(file, 'utf8')) as ApiKey;
    if (typeof name === 'string' && role === 'admin' && /^[0-9a-f]{64}$/.test(secretHash))
      return { name, role, secretHash };
  } catch {
    // Said below: it makes no difference to the reader why the file cannot be used.
  }
  throw new ConfigError(`${file} cannot be read: remove it to have a new admin key made, or set REDRESS_API_KEYS`);
}
