import { type Actor, type CallerCommand } from '@redress/domain';
import { type CommandRequest } from '../command-request';
import { caseIdFor, commandIdFor } from '../idempotency';

export const agent: Actor = { id: 'ana', kind: 'person', role: 'agent', name: 'Ana Agent', via: 'desk' };
export const supervisor: Actor = { id: 'sam', kind: 'person', role: 'supervisor', name: 'Sam Supervisor', via: 'sam' };

/** A request under an Idempotency-Key; without a case id it is for the case that the key itself puts on record. */
export function request(key: string, command: CallerCommand, rest: Partial<CommandRequest> = {}): CommandRequest {
  const commandId = commandIdFor('desk', key);
  return {
    caseId: caseIdFor(commandId),
    command,
    actor: agent,
    commandId,
    commandHash: `hash of ${JSON.stringify(command)}`,
    ...rest,
  };
}
