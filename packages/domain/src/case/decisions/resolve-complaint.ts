import { Temporal } from 'temporal-polyfill';
import { hasPermission } from '../../roles';
import { followUpCalendar } from '../../sla/match-policy';
import { type ResolveComplaint } from '../commands';
import { type DecisionContext } from '../context';
import { type CaseEvent } from '../events';
import { personal } from '../given';
import { InvalidCommand, RuleViolation } from '../rules';
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
function zoneOf(state: Case, { promised, calendar, timeZone }: DecisionContext): string {
  const ref = followUpCalendar(promised, state);
  return ref === null ? timeZone : calendar(ref).calendar.zone;
}

function resolved(by: Resolution, texts: { summary: string | undefined; reason?: string }): readonly CaseEvent[] {
  return [{ type: 'ComplaintResolved', data: { by, ...personal(texts) } }];
}

function asFollowedUp(state: Case, timeZone: string): Resolution {
  if (state.dissatisfied) throw new RuleViolation('complainant-dissatisfied');
  if (state.status !== 'answered') throw new RuleViolation('not-answered');
  const withComplainant = state.followUps.filter((followUp) => followUp.with === 'complainant');
  const satisfied = withComplainant.at(-1)?.outcome === 'satisfied';
  if (!satisfied && !unansweredTwice(withComplainant, timeZone)) throw new RuleViolation('not-followed-up');
  const handlerIsOwed = state.everEscalated || state.handedOver;
  if (handlerIsOwed && !state.followUps.some((followUp) => followUp.with === 'handler')) {
    throw new RuleViolation('handler-not-followed-up');
  }
  if (state.openMessages.length > 0) throw new RuleViolation('unanswered-message');
  return satisfied ? 'satisfied' : 'no-answer-twice';
}

function unansweredTwice(followUps: Case['followUps'], timeZone: string): boolean {
  const days = followUps
    .filter((followUp) => followUp.outcome === 'no-answer')
    .map(({ at }) => Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate().toString());
  return new Set(days).size > 1;
}
