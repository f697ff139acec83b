import { type Case, type Obligation } from './state';
import { isOpen } from './vocabulary';

/** What the case owes to the complainant, or to the person who handled it, in the order of a case's life. */
export function owes(state: Case): readonly Obligation[] {
  const owed: Obligation[] = [];
  if (state.status === 'received') owed.push('acknowledgement');
  if (state.status === 'received' || state.status === 'acknowledged') owed.push('final-response');
  if (state.introductionOwed && isOpen(state.status)) owed.push('introduction');
  if (state.openMessages.length > 0) owed.push('reply');
  if (state.status !== 'answered') return owed;
  const withComplainant = state.followUps.filter((followUp) => followUp.with === 'complainant');
  if (withComplainant.at(-1)?.outcome !== 'satisfied') owed.push('follow-up');
  if (isHandlerOwed(state)) owed.push('handler-follow-up');
  return owed;
}

/** Who handed it up or on is followed up with, after the latest time that happened and after the latest final response. */
export function isHandlerOwed({ everEscalated, handedOver, handlerFollowedUp }: Case): boolean {
  return (everEscalated || handedOver) && !handlerFollowedUp;
}
