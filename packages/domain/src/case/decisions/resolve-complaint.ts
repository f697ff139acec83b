import { Temporal } from 'temporal-polyfill';
import { hasPermission } from '../../roles';
import { followUpCalendar } from '../../sla/match-policy';
import { type ResolveComplaint } from '../commands';
import { type DecisionContext } from '../context';
import { type CaseEvent } from '../events';
import { personal } from '../given';
import { isHandlerOwed } from '../owes';
import { InvalidCommand, type RuleCode, RuleViolation } from '../rules';
import { type Case } from '../state';
import { type Resolution } from '../vocabulary';
import { type Decision } from './decision';

/** Only the complainant's satisfaction ends a case; two follow-ups that nobody answered, or a waiver, are on record instead of it. */
export const resolveComplaint: Decision<ResolveComplaint> = ({ summary, waiver }, state, context) => {
  if (waiver === undefined) return resolved(asFollowedUp(state, zoneOf(state, context)), { summary });
  if (!hasPermission(context.actor.role, 'waive')) throw new RuleViolation('waiver-needs-supervisor');
  if (waiver !== 'closed-in-source') return resolved('waiver', { summary, reason: waiver.reason });
  if (context.actor.kind !== 'import')
    throw new InvalidCommand('/waiver', 'Only an import can say that its source closed the case');
  return resolved('closed-in-source', { summary });
};

/** That of the calendar by which a follow-up is promised. */
export function zoneOf(
  state: Case,
  { promised, calendar, timeZone }: Pick<DecisionContext, 'promised' | 'calendar' | 'timeZone'>,
): string {
  const ref = followUpCalendar(promised, state);
  return ref === null ? timeZone : calendar(ref).calendar.zone;
}

function resolved(by: Resolution, texts: { summary: string | undefined; reason?: string }): readonly CaseEvent[] {
  return [{ type: 'ComplaintResolved', data: { by, ...personal(texts) } }];
}

function asFollowedUp(state: Case, timeZone: string): Resolution {
  const code = standsAgainstResolving(state, timeZone);
  if (code !== null) throw new RuleViolation(code);
  return isSatisfied(state) ? 'satisfied' : 'no-answer-twice';
}

/** The rule that refuses to resolve a case without a waiver; null when none does. */
export function standsAgainstResolving(state: Case, timeZone: string): RuleCode | null {
  if (state.dissatisfied) return 'complainant-dissatisfied';
  if (state.status !== 'answered') return 'not-answered';
  if (!isFollowedUp(state, timeZone)) return 'not-followed-up';
  if (isHandlerOwed(state)) return 'handler-not-followed-up';
  return state.openMessages.length > 0 ? 'unanswered-message' : null;
}

/** The complainant is satisfied, or did not answer twice. */
function isFollowedUp(state: Case, timeZone: string): boolean {
  return isSatisfied(state) || unansweredTwice(state.followUps, timeZone);
}

function isSatisfied({ followUps }: Case): boolean {
  return followUps.findLast((followUp) => followUp.with === 'complainant')?.outcome === 'satisfied';
}

/** On different days. Of two at unknown instants it is not known that they were. */
function unansweredTwice(followUps: Case['followUps'], timeZone: string): boolean {
  const days = followUps
    .filter(
      ({ outcome, precision, ...it }) =>
        it.with === 'complainant' && outcome === 'no-answer' && precision !== 'unknown',
    )
    .map(({ at }) => Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate().toString());
  return new Set(days).size > 1;
}
