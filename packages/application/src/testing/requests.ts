import { type Actor, type CallerCommand } from '@redress/domain';
import { type CommandRequest } from '../command-request';
import { commandIdentity, receiptIdentity } from '../idempotency';

/** By which the ids of tests are keyed. */
export const TEST_SECRET: Uint8Array = Buffer.alloc(32, 1);

/** The command id of a request that the key `desk` gives under an Idempotency-Key. */
export function testCommandId(idempotencyKey: string): string {
  return commandIdentity(TEST_SECRET, 'desk', idempotencyKey).commandId;
}

/** The id of the case that a receipt with this command id puts on record. */
export function testCaseId(commandId: string): string {
  return receiptIdentity(TEST_SECRET, { commandId }).caseId;
}

export const agent: Actor = { id: 'ana', kind: 'person', role: 'agent', name: 'Ana Agent', via: 'desk' };
export const supervisor: Actor = { id: 'sam', kind: 'person', role: 'supervisor', name: 'Sam Supervisor', via: 'sam' };

/** A request under an Idempotency-Key; without a case id it is for the case that the key itself puts on record. */
export function request(key: string, command: CallerCommand, rest: Partial<CommandRequest> = {}): CommandRequest {
  const commandId = testCommandId(key);
  return {
    caseId: testCaseId(commandId),
    command,
    actor: agent,
    commandId,
    commandHash: `hash of ${JSON.stringify(command)}`,
    ...rest,
  };
}
