import { canonicalJson } from '@redress/event-store';
import { v5 as uuidv5 } from 'uuid';

/*
 * Ids as version 0.1 made them, without the secret. They are never given again, but looked up: what was recorded under one
 * of them is found by a retry and by a second run of an import. The namespaces are random and fixed for ever.
 */

const COMMAND_NAMESPACE = '0c8f5a5e-58a3-4f0e-9f3b-2f6f1f4f7d11';
const CASE_NAMESPACE = 'b6b9c1a2-4a53-4d0f-8a3e-6f1f0a6b7c22';
const IMPORTED_CASE_NAMESPACE = '5d0e9d2e-6a0c-4c0b-9a7f-3c1b7b1e8f40';
const IMPORTED_COMMAND_NAMESPACE = 'c2a9f6f4-1f4d-4b53-8d5e-7b0c5f0f2a91';

/** Of a request under an Idempotency-Key. */
export function olderCommandId(caller: string, idempotencyKey: string): string {
  return uuidv5(canonicalJson([caller, idempotencyKey]), COMMAND_NAMESPACE);
}

/** @param commandId an older one */
export function olderCaseId(commandId: string): string {
  return uuidv5(commandId, CASE_NAMESPACE);
}

export function olderImportedCaseId(mapping: string, caseKey: string): string {
  return uuidv5(canonicalJson([mapping, caseKey]), IMPORTED_CASE_NAMESPACE);
}

export function olderImportedCommandId(mapping: string, caseKey: string, rowHash: string, ordinal: number): string {
  return uuidv5(canonicalJson([mapping, caseKey, rowHash, ordinal]), IMPORTED_COMMAND_NAMESPACE);
}
