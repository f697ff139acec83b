import { type CaseEvent } from '../events';
import { InvalidCommand, RuleViolation } from '../rules';
import { type Case } from '../state';
import { type Handler } from '../vocabulary';

/**
 * Whatever goes out to the complainant in `received` is the acknowledgement too, so it says who takes care of the case:
 * the handler it names, or the one already assigned.
 */
export function acknowledgeFirst(state: Case, handler: Handler | undefined): readonly CaseEvent[] {
  if (state.status !== 'received') {
    if (handler !== undefined && handler.id !== state.handler?.id) {
      throw new InvalidCommand(
        '/handler',
        'The case is acknowledged already: assign another handler by a command of its own',
      );
    }
    return [];
  }
  const caretaker = handler ?? state.handler;
  if (caretaker === null) throw new RuleViolation('handler-required');
  return [{ type: 'ComplaintAcknowledged', data: { handler: caretaker } }];
}
