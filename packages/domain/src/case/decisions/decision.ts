import { type Command } from '../commands';
import { type DecisionContext } from '../context';
import { type CaseEvent } from '../events';
import { type Case } from '../state';

/**
 * What happens when a command meets a case. No events: there is nothing to do.
 * @throws {RuleViolation} a rule refuses it
 * @throws {InvalidCommand} a value of the command names something that is not there
 */
export type Decision<C extends Command> = (command: C, state: Case, context: DecisionContext) => readonly CaseEvent[];
