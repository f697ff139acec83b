import { createHmac, randomUUID } from 'node:crypto';
import { canonicalJson } from '@redress/event-store';
import { keyedId } from './ids/keyed-id';
import { olderCaseId, olderCommandId } from './ids/older-ids';

/** By what a command is recognised when it comes again. */
export interface CommandIdentity {
  readonly commandId: string;
  /** Ids under which it may be on record too; absent without an Idempotency-Key. */
  readonly otherCommandIds?: readonly string[];
}

/**
 * The command id of a request: the same for every retry under one key of one caller, random without a key.
 * @param secret the log's
 */
export function commandIdentity(
  secret: Uint8Array,
  caller: string,
  idempotencyKey: string | undefined,
): CommandIdentity {
  if (idempotencyKey === undefined) return { commandId: randomUUID() };
  const commandId = keyedId(secret, 'command', [caller, idempotencyKey]);
  return { commandId, otherCommandIds: [olderCommandId(caller, idempotencyKey)] };
}

/** Where a ReceiveComplaint goes on record. */
export interface ReceiptIdentity {
  readonly caseId: string;
  /** Where version 0.1 has put it; absent without an Idempotency-Key. */
  readonly olderCaseId?: string;
}

/** The id of the case that a ReceiveComplaint puts on record. */
export function receiptIdentity(secret: Uint8Array, { commandId, otherCommandIds }: CommandIdentity): ReceiptIdentity {
  const caseId = keyedId(secret, 'case', [commandId]);
  const [older] = otherCommandIds ?? [];
  return older === undefined ? { caseId } : { caseId, olderCaseId: olderCaseId(older) };
}

/**
 * The id of what a command makes on a case: a link, a request for information, a merge. One Idempotency-Key may be given for
 * several cases, so the case and the other one are part of it.
 */
export function newIdFor(secret: Uint8Array, commandId: string, caseId: string, other: string | null): string {
  return keyedId(secret, 'part', [commandId, caseId, other]);
}

/** What a command said, as far as a retry must say the same. */
export interface CommandContent {
  readonly method: string;
  readonly route: string;
  readonly body: unknown;
}

/** Lower-case hex HMAC-SHA-256: keyed, so that the log confirms no guess of what somebody wrote. */
export function commandHash(secret: Uint8Array, { method, route, body }: CommandContent): string {
  return createHmac('sha256', secret).update(canonicalJson({ method, route, body })).digest('hex');
}
