import { createHmac, randomUUID } from 'node:crypto';
import { canonicalJson } from '@redress/event-store';
import { v5 as uuidv5 } from 'uuid';

/** The UUIDv5 namespace of command ids: random, fixed for ever, or retries across versions would not be recognised. */
const COMMAND_NAMESPACE = '0c8f5a5e-58a3-4f0e-9f3b-2f6f1f4f7d11';
/** The UUIDv5 namespace of the ids of cases received under an Idempotency-Key. */
const CASE_NAMESPACE = 'b6b9c1a2-4a53-4d0f-8a3e-6f1f0a6b7c22';

/** The command id of a request: the same for every retry under one key of one caller, random without a key. */
export function commandIdFor(caller: string, idempotencyKey: string | undefined): string {
  return idempotencyKey === undefined
    ? randomUUID()
    : uuidv5(canonicalJson([caller, idempotencyKey]), COMMAND_NAMESPACE);
}

/** The id of the case that a ReceiveComplaint with this command id puts on record. */
export function caseIdFor(commandId: string): string {
  return uuidv5(commandId, CASE_NAMESPACE);
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
