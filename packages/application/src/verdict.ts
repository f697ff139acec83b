import {
  type Case,
  type Command,
  type CommandType,
  decide,
  type DecisionContext,
  mayCommand,
  maySee,
} from '@redress/domain';
import { seal, type SealedEvent } from '@redress/event-store';
import { caseStream, drafts, type LoadedCase } from './case-stream';
import { type Clock, isoInstant, laterInstant } from './clock';
import { type Verdict } from './command-loop';
import {
  CaseNotFoundError,
  ForbiddenCommandError,
  IdempotencyKeyReusedError,
  MergedElsewhereError,
  RevisionMismatchError,
} from './errors';
import { type Promises } from './promises';
import { type CommandOnRecord, commandOnRecord } from './loaded-stream';
import { provenanceOf } from './provenance';
import { type SingleCaseCommand } from './single-case-command';

/** What a verdict may know beside the command and the case. */
export interface Knowing {
  readonly related: Pick<DecisionContext, 'other' | 'otherMergedInto'>;
  readonly promises: Promises;
  readonly clock: Clock;
  /** IANA zone in which two follow-ups fall on different days. */
  readonly timeZone: string;
  /** A case with so many events is full. */
  readonly mostEvents: number;
}

/** Done before? May the actor know of the case? If-Match? The rules? In this order. Appends nothing. */
export function judge(request: SingleCaseCommand, loaded: LoadedCase, knowing: Knowing): Verdict {
  try {
    const before = commandOnRecord(loaded.commands, request);
    if (before !== undefined && mayHearAgain(request, before, loaded.state)) {
      return { kind: 'replayed', revision: before.revision };
    }
    assertVisible(request, loaded.state);
    if (before !== undefined) throw new IdempotencyKeyReusedError();
    const into = loaded.state?.mergedInto ?? null;
    if (request.unlessMerged === true && into !== null) throw new MergedElsewhereError(into);
    if (request.ifMatch !== undefined && request.ifMatch !== loaded.end.revision) {
      throw new RevisionMismatchError(request.ifMatch, loaded.end.revision);
    }
    const batch = decideAndSeal(request, loaded, knowing);
    return batch.length === 0 ? { kind: 'nothing' } : { kind: 'append', batch };
  } catch (error) {
    return { kind: 'refused', error };
  }
}

/**
 * Whoever repeats a command gets its first answer, also when the case went out of sight since: it says nothing that this
 * person was not told before. One key may speak for many people; any other of them is told only what they may see.
 */
function mayHearAgain({ commandHash, actor }: SingleCaseCommand, before: CommandOnRecord, state: Case | null): boolean {
  if (before.hash !== commandHash) return false;
  return before.actor.id === actor.id || (state !== null && maySee(state, actor));
}

function decideAndSeal(
  request: SingleCaseCommand,
  loaded: LoadedCase,
  { related, promises, clock, timeZone, mostEvents }: Knowing,
): readonly SealedEvent[] {
  const { caseId, command, actor, commandId, newId, lateReason } = request;
  // A clock that was stepped back, or that of another replica, must not make the present come before what is on record.
  const now = laterInstant(isoInstant(clock.now()), loaded.end.recordedAt);
  const events = decide(command, loaded.state, {
    caseId,
    commandId,
    actor,
    now,
    occurredAt: request.occurredAt ?? now,
    occurredAtPrecision: 'instant',
    timeZone,
    mostEvents,
    ...(lateReason === undefined ? {} : { lateReason }),
    ...(newId === undefined ? {} : { newId }),
    ...promises,
    ...related,
  });
  const provenance = provenanceOf(request, now);
  return seal(caseStream(caseId), loaded.end, drafts(events, provenance));
}

/** What the application itself adds, in the name of whoever gave the caller's command: that one was allowed. */
const INTERNAL: readonly Command['type'][] = [
  'NoteSourceRow',
  'RecordBreach',
  'EscalateOnRisk',
  'AcceptMerge',
  'CompleteMerge',
  'AbortMerge',
  'MirrorLink',
  'MirrorUnlink',
];

/** @throws {ForbiddenCommandError} */
export function assertRole({ command: { type }, actor: { role } }: SingleCaseCommand): void {
  if (INTERNAL.includes(type) || mayCommand(role, type as CommandType)) return;
  throw new ForbiddenCommandError(role, type as CommandType);
}

function assertVisible(
  { caseId, command: { type }, actor, isForwarded = false }: SingleCaseCommand,
  state: Case | null,
): void {
  if (type === 'ReceiveComplaint') return;
  const isFree = isForwarded || INTERNAL.includes(type);
  if (state === null || !(isFree || maySee(state, actor))) throw new CaseNotFoundError(caseId);
}
