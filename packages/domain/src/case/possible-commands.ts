import { mayCommand } from '../roles';
import { lacksRoom } from './case-bound';
import { type Command, type CommandType } from './commands';
import { type DecisionContext } from './context';
import { decide } from './decide';
import { COMMAND_TYPES, possibility } from './lifecycle';
import { type RuleCode, rules, RuleViolation } from './rules';
import { type Case } from './state';
import { OPEN_STATUSES } from './vocabulary';

/** What stands against a command: a rule, or that the actor's role may not give it. */
export interface Refusal {
  readonly command: CommandType;
  readonly code: RuleCode | 'role';
  readonly rule: string;
}

export interface CommandOverview {
  readonly possible: readonly CommandType[];
  readonly refused: readonly Refusal[];
}

/** The least that can be said in a command, where a rule refuses it whatever else it says. */
const probes: Partial<Record<CommandType, Command>> = {
  DeescalateComplaint: { type: 'DeescalateComplaint', level: 1, reason: '' },
  ReopenComplaint: { type: 'ReopenComplaint', reason: '' },
  ResolveComplaint: { type: 'ResolveComplaint' },
};

/** Which commands are possible on a case at `context.now`, whoever gives them. */
export function possibleCommands(state: Case, context: DecisionContext): readonly CommandType[] {
  return COMMAND_TYPES.filter((command) => standsAgainst(command, state, context) === null);
}

/** What the actor can do now; and what not, and by which rule. */
export function commandOverview(state: Case, context: DecisionContext): CommandOverview {
  const possible: CommandType[] = [];
  const refused: Refusal[] = [];
  for (const command of COMMAND_TYPES) {
    const code = standsAgainst(command, state, context);
    if (code !== null) refused.push({ command, code, rule: rules[code] });
    else if (mayCommand(context.actor.role, command)) possible.push(command);
    else refused.push({ command, code: 'role', rule: `The role ${context.actor.role} may not give this command.` });
  }
  return { possible, refused };
}

function standsAgainst(command: CommandType, state: Case, context: DecisionContext): RuleCode | null {
  const cell = possibility(command, state.status);
  if (cell !== 'possible' && cell !== 'with-waiver') return cell;
  if (command === 'ReceiveInformation' && state.waitingFor.length === 0) return 'no-such-request';
  if (command === 'MergeComplaint' && state.acceptances.length > 0) return 'merge-cycle';
  if (lacksRoom(command, state, context)) return 'case-full';
  const probe = probes[command];
  if (probe === undefined) return null;
  try {
    decide(probe, state, { ...context, occurredAt: context.now });
    return null;
  } catch (error) {
    if (error instanceof RuleViolation) return error.code;
    throw error;
  }
}

/** In words, for the documents: in which statuses a command is possible. */
export function possibleStatuses(command: CommandType): readonly string[] {
  return [...OPEN_STATUSES, 'resolved', 'closed'].filter((status) => {
    const cell = possibility(command, status as Case['status']);
    return cell === 'possible' || cell === 'with-waiver';
  });
}
