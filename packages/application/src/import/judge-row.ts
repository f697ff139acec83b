import {
  type Actor,
  type Case,
  type Command,
  decide,
  type DecidedEvent,
  evolve,
  InvalidCommand,
  isClockEventType,
  RuleViolation,
  SYSTEM_ACTOR,
} from '@redress/domain';
import { assertPossible, commandInstant } from './command-instant';
import { commandOf } from './commands';
import { holds } from './conditions';
import { type PromisesOf } from '../promises';
import { rejection, RowRejection } from './import-rules';
import { type SourceInstant } from './mapping/instants';
import { type Mapping } from './mapping/mapping';
import { importActor, rowActor } from './row-actor';
import { type RowView } from './row-view';
import { type OrderedRow, type Row, withBlanks } from './source-row';

/** What a row says happened. */
export interface RowFact {
  readonly event: DecidedEvent;
  readonly actor: Actor;
}

export interface RowToJudge {
  readonly mapping: Mapping;
  readonly row: OrderedRow;
  /** The row before it of the same case, taken or not; null for the first. */
  readonly previous: Row | null;
  /** The case as folded from what is before the row. */
  readonly state: Case | null;
  readonly caseId: string;
  readonly commandId: string;
  readonly promises: PromisesOf;
  /** The real time, ISO 8601 UTC. */
  readonly now: string;
  /** Told of each value that is left out; see {@link RowView}. */
  readonly onLeftOut?: () => void;
}

/**
 * What a row says, as events: at least one at its instant or later, since a row that changes nothing then is noted. The rules of the mapping are
 * asked in their order, each about the case after those before it. Pure.
 * @throws {RowRejection} with the rule that refuses it; nothing of the row is taken then
 */
export function judgeRow(judged: RowToJudge): readonly RowFact[] {
  const { mapping, row, previous } = judged;
  assertPossible(row.at, judged.now);
  const read = { ...row, row: withBlanks(row.row, mapping) };
  const seen = { mapping, row: read.row, previous: previous === null ? null : withBlanks(previous, mapping) };
  const actor = rowActor({ ...seen, state: judged.state });
  const { onLeftOut } = judged;
  const facts: RowFact[] = [];
  let { state } = judged;
  for (const rule of mapping.commands) {
    const view: RowView = { ...seen, state, actor, ...(onLeftOut === undefined ? {} : { onLeftOut }) };
    if (!holds(rule.when, view)) continue;
    const decided = factsOf(commandOf(rule, view), commandInstant(rule, read, judged.now), { ...judged, state }, actor);
    for (const fact of decided) state = after(state, fact, judged.caseId);
    facts.push(...decided);
  }
  assertOneRequest(facts);
  // The instant of the row is on record with every row: as of then the case shows it, and not before.
  const isNoted = facts.some(({ event }) => event.occurredAt >= row.at.occurredAt);
  return isNoted ? facts : [...facts, ...factsOf({ type: 'NoteSourceRow' }, row.at, { ...judged, state }, actor)];
}

/**
 * It is the import that gives the command, so the rules for imports hold; the row's actor goes on record as who acted.
 * `now` is the row's instant: the rules are asked as they would have been then.
 */
function factsOf(
  command: Command,
  { occurredAt, precision }: SourceInstant,
  { mapping, row, state, caseId, commandId, promises }: RowToJudge,
  actorOfRow: Actor,
): readonly RowFact[] {
  const importer = importActor(mapping);
  const now = occurredAt > row.at.occurredAt ? occurredAt : row.at.occurredAt;
  const timeZone = mapping.at.zone ?? 'UTC';
  const provenance = { occurredAt, occurredAtPrecision: precision };
  const actor = onlyTheImportSays(command) ? importer : actorOfRow;
  try {
    const given = { caseId, commandId, actor: importer, now, timeZone, ...promises(state), ...provenance };
    return decide(command, state, given).map((event) => ({
      event,
      actor: isClockEventType(event.type) ? SYSTEM_ACTOR : actor,
    }));
  } catch (error) {
    const of = `${command.type} at ${occurredAt}`;
    if (error instanceof RuleViolation) throw new RowRejection(error.code, `${error.message} (${of})`);
    if (!(error instanceof InvalidCommand)) throw error;
    throw rejection('invalid-command', `${of}${error.pointer}: ${error.message}`);
  }
}

/** That nobody followed up, or that the outcome is not on record: no person and no robot of the source says so. */
function onlyTheImportSays(command: Command): boolean {
  if (command.type === 'ResolveComplaint') return command.waiver === 'closed-in-source';
  return command.type === 'IssueResponse' && command.outcome === 'unknown';
}

/** A request's id is the id of the row's command. */
function assertOneRequest(facts: readonly RowFact[]): void {
  const requests = facts.filter(({ event }) => event.type === 'InformationRequested');
  if (requests.length > 1) throw rejection('two-requests', `${requests.length} times`);
}

/** The case after one more fact of the same row, which has no place in the stream yet. */
function after(state: Case | null, { event, actor }: RowFact, caseId: string): Case | null {
  const revision = (state?.revision ?? -1) + 1;
  return evolve(caseId, state, { ...event, actor, id: '', revision, recordedAt: state?.updatedAt ?? '' });
}
