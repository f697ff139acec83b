import { createHash, timingSafeEqual } from 'node:crypto';
import { KEY_ROLES } from '@redress/domain';
import { Problem } from '../http/problem';
import { LIMITS } from '../validation/limits';
import { type ApiKey } from '../redress-options';

const SHA256_HEX = /^[0-9a-f]{64}$/;
const BEARER = /^Bearer +([\x21-\x7e]+)$/i;
const CHALLENGE = { 'WWW-Authenticate': 'Bearer realm="redress"' };
const CHALLENGE_INVALID = { 'WWW-Authenticate': 'Bearer realm="redress", error="invalid_token"' };

/** Knows callers by the hashes of their secrets. */
export class ApiKeys {
  private readonly known: readonly { readonly key: ApiKey; readonly hash: Buffer }[];

  /** @throws {Error} a key is not as documented */
  constructor(keys: readonly ApiKey[]) {
    const roles = new Map<string, ApiKey['role']>();
    for (const key of keys) {
      assertKey(key);
      if ((roles.get(key.name) ?? key.role) !== key.role) throw new Error(`The key ${key.name} has two roles`);
      roles.set(key.name, key.role);
    }
    this.known = keys.map((key) => ({ key, hash: Buffer.from(key.secretHash, 'hex') }));
  }

  /** @throws {Problem} `unauthorized` */
  authenticate(authorization: string | undefined): ApiKey {
    if (authorization === undefined) throw new Problem('unauthorized', undefined, { headers: CHALLENGE });
    const found = this.find(authorization);
    if (found === undefined) throw new Problem('unauthorized', undefined, { headers: CHALLENGE_INVALID });
    return found;
  }

  /** Whether it is the `Authorization` of a key. */
  knows(authorization: string | undefined): boolean {
    return authorization !== undefined && this.find(authorization) !== undefined;
  }

  private find(authorization: string): ApiKey | undefined {
    const secret = BEARER.exec(authorization)?.[1] ?? '';
    const hash = createHash('sha256').update(secret).digest();
    // Every hash is compared, each in constant time: how long it takes tells nothing of which came close.
    let found: ApiKey | undefined;
    for (const { key, hash: expected } of this.known) if (timingSafeEqual(hash, expected)) found = key;
    return found;
  }
}

function assertKey({ name, role, secretHash }: ApiKey): void {
  if (name.trim() === '' || name.length > LIMITS.name) throw new Error('The name of a key has 1 to 200 characters');
  if (!KEY_ROLES.includes(role)) throw new Error(`The key ${name} has no role: give one of ${KEY_ROLES.join(', ')}`);
  if (!SHA256_HEX.test(secretHash)) {
    throw new Error(
      `The secretHash of the key ${name} is not 64 lower-case hex digits: give the SHA-256 of the secret`,
    );
  }
}
