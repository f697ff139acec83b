import { type RedactContent } from '../commands';
import { InvalidCommand, RuleViolation } from '../rules';
import { type Decision } from './decision';

/** Withholds the texts of one event: never silently, never by deletion. */
export const redactContent: Decision<RedactContent> = ({ event, ground, reason }, state) => {
  if (!state.redactableEvents.includes(event)) {
    throw new InvalidCommand('/event', 'The case has no event with this id whose texts could be withheld');
  }
  if (ground === 'warned-abuse' && state.warnings.length === 0) throw new RuleViolation('no-warning-on-record');
  if (state.redactedEvents.includes(event)) return [];
  return [{ type: 'ContentRedacted', data: { event, ground, personal: { reason } } }];
};
