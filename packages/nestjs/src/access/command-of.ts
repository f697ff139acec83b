import { commandHash, type CommandIdentity, commandIdentity } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type Request } from 'express';
import { idempotencyKeyOf } from '../http/headers';
import { pathOf } from '../http/path';
import { callerOf } from './caller';

/** By what a command is recognised when it comes again, and in whose name it is given. */
export interface GivenCommand extends CommandIdentity {
  readonly actor: Actor;
  readonly commandHash?: string;
}

/**
 * Reads the headers at once, and hashes the body once it is there, as it came.
 * @param secret keys the ids and the hash
 * @throws {Problem} `invalid-header`
 */
export function commandOf(http: Request, secret: Uint8Array): (body: unknown) => GivenCommand {
  const { key, actor } = callerOf(http);
  const idempotencyKey = idempotencyKeyOf(http);
  const identity = commandIdentity(secret, key.name, idempotencyKey);
  if (idempotencyKey === undefined) return () => ({ actor, ...identity });
  const hash = (body: unknown) => commandHash(secret, { method: http.method, route: pathOf(http), body });
  return (body) => ({ actor, ...identity, commandHash: hash(body) });
}
