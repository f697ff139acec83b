import { type Command } from './commands';
import { type DecisionContext } from './context';
import { asAt } from './evolve';
import { type Case } from './state';
import { isInOrder, placeOf, type Placed } from './timeline';

/** These are judged by the case as it is, whenever they happened: they count from when they are entered. */
const JUDGED_NOW: ReadonlySet<Command['type']> = new Set([
  'ReceiveComplaint',
  'MergeComplaint',
  'LinkCases',
  'UnlinkCases',
  'AddNote',
  'CorrectComplainant',
  'RedactContent',
  'RestrictAccess',
  'UnrestrictAccess',
  'NoteSourceRow',
  'RecordBreach',
  'EscalateOnRisk',
  'AcceptMerge',
  'CompleteMerge',
  'AbortMerge',
  'MirrorLink',
  'MirrorUnlink',
] satisfies readonly Command['type'][]);

/** The case by which a command is judged: a fact entered late is judged by the case as at its instant. */
export function judgedState(command: Command, state: Case, context: DecisionContext): Case {
  if (JUDGED_NOW.has(command.type)) return state;
  const { occurredAt, occurredAtPrecision, now } = context;
  // What lies a little ahead counts as now; what is no instant is refused by the rules themselves.
  if (!(Date.parse(occurredAt) <= Date.parse(now))) return state;
  const placed: Placed = { type: 'MessageSent', occurredAt, occurredAtPrecision };
  return isInOrder(placed, state.timeline) ? state : asAt(state, placeOf(placed, state.timeline));
}
