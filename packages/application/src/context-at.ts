import { type Actor, type Case, type DecisionContext, SYSTEM_ACTOR } from '@redress/domain';
import { type Promises } from './promises';

/** What a question about a case is judged by: its promises, the zone in which two follow-ups fall on different days, and when a case is full. */
export type Grounds = Promises & Pick<DecisionContext, 'timeZone' | 'mostEvents'>;

/**
 * The context in which what is possible with a case is judged: the same as that of a command given at that instant.
 * @param at ISO 8601 UTC
 * @param actor only the roles of `GET .../commands` depend on it
 */
export function contextAt(state: Case, at: string, grounds: Grounds, actor: Actor = SYSTEM_ACTOR): DecisionContext {
  return {
    caseId: state.id,
    commandId: '',
    actor,
    now: at,
    occurredAt: at,
    occurredAtPrecision: 'instant',
    ...grounds,
  };
}
