import { type Actor, type CallerCommand, type Case } from '@redress/domain';
import { type Position } from '@redress/event-store';

/** A command with all that handling it needs to know. */
export interface CommandRequest<C extends CallerCommand = CallerCommand> {
  readonly caseId: string;
  readonly command: C;
  readonly actor: Actor;
  /** From {@link commandIdentity}: the same for every retry under one Idempotency-Key. */
  readonly commandId: string;
  /** Ids under which it may be on record too. */
  readonly otherCommandIds?: readonly string[];
  /** From {@link receiptIdentity}, of a receipt: where it may be on record instead. */
  readonly olderCaseId?: string;
  /** From {@link newIdFor}, the id of what the command makes; default the command's. */
  readonly newId?: string;
  /** From {@link commandHash}; absent when the caller gave no Idempotency-Key. */
  readonly commandHash?: string;
  /** The revision the caller saw; another one now is a {@link RevisionMismatchError}. */
  readonly ifMatch?: number;
  /** ISO 8601 UTC; default now. */
  readonly occurredAt?: string;
  readonly lateReason?: string;
  /** What started the chain; default the command id. */
  readonly correlationId?: string;
  /** Milliseconds the caller waits; default 5,000. */
  readonly timeoutMs?: number;
}

export interface CommandResult {
  /** The case at the revision that the command brought it to; on a replay, the first one's. */
  readonly state: Case;
  /** The instant the answer is given as of: what is possible on the case is judged then. ISO 8601 UTC. */
  readonly at: string;
  /** Of the case's last event at that revision. */
  readonly position: Position;
  /** `done`: events were appended. `replayed`: the command was done before. `nothing`: the case was so already. */
  readonly effect: 'done' | 'replayed' | 'nothing';
}
