import { type Command } from './commands';
import { type DecisionContext } from './context';
import { RuleViolation } from './rules';
import { type Case } from './state';

/** A case with so many events takes no more notes, links and messages of staff, unless the host says otherwise. */
export const DEFAULT_MOST_EVENTS = 10_000;

/** What people and programs can add without an end. What is owed, how a case ends and who may see it is recorded always. */
const BOUNDED: ReadonlySet<Command['type']> = new Set(['AddNote', 'SendMessage', 'LinkCases']);

/** @throws {RuleViolation} `case-full` */
export function assertRoom(command: Command, state: Case | null, context: DecisionContext): void {
  if (lacksRoom(command.type, state, context)) throw new RuleViolation('case-full');
  // A link stands on both.
  if (lacksRoom(command.type, context.other ?? null, context)) throw new RuleViolation('case-full', 'the other one');
}

/** Whether a command is refused because the case is full. */
export function lacksRoom(command: Command['type'], state: Case | null, context: DecisionContext): boolean {
  return BOUNDED.has(command) && isFull(state, context);
}

/** Whether a case has as many events as the host allows. Where nobody gives a bound there is none. */
export function isFull(state: Case | null, { mostEvents }: Pick<DecisionContext, 'mostEvents'>): boolean {
  return state !== null && mostEvents !== undefined && state.revision + 1 >= mostEvents;
}
