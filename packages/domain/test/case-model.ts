import fc from 'fast-check';
import { type Role } from '../src/roles';
import { type CallerCommand, type Command } from '../src/case/commands';
import { type DecisionContext } from '../src/case/context';
import { decideCase, type CaseDecided } from '../src/case/decide-case';
import { type RecordedEvent } from '../src/case/events';
import { evolve } from '../src/case/evolve';
import { judgedState } from '../src/case/judged-state';
import { InvalidCommand, RuleViolation } from '../src/case/rules';
import { type Case } from '../src/case/state';
import { type FollowUpOutcome, type Precision, UNKNOWN } from '../src/case/vocabulary';
import {
  actors,
  after,
  CASE_ID,
  caseOf,
  command,
  context,
  DAY_MS,
  event,
  eventId,
  HANDLER,
  histories,
  HOUR_MS,
  MINUTE_MS,
  OTHER_CASE_ID,
  RECEIVED_AT,
  recorded,
  SECOND_HANDLER,
} from '../src/testing';

/** The other case of a merge or a link, in the states that matter. */
const otherCases: Readonly<Record<string, Case | null>> = {
  open: caseOf(histories.answered, OTHER_CASE_ID),
  ended: caseOf(histories.closed, OTHER_CASE_ID),
  merged: caseOf(
    [
      recorded(event('ComplaintReceived'), after(RECEIVED_AT, -HOUR_MS)),
      event('ComplaintMerged', {
        into: CASE_ID,
        receivedAt: after(RECEIVED_AT, -HOUR_MS),
        openMessages: [{ event: 'theirs', since: after(RECEIVED_AT, HOUR_MS) }],
      }),
    ],
    OTHER_CASE_ID,
  ),
  stranger: caseOf([event('ComplaintReceived', {}, { complainant: { name: 'Carl' } })], OTHER_CASE_ID),
  none: null,
};

/** A command that somebody tries to give. References are numbers until it is given: the nth request, event, link. */
export interface Step {
  readonly command: Command;
  readonly nth: number;
  readonly role: Role;
  /** Milliseconds since the step before. */
  readonly wait: number;
  /** Milliseconds that it is entered late; below 0 it lies ahead. */
  readonly late: number;
  readonly precision: Precision;
  readonly saysWhyLate: boolean;
  readonly other: string;
  readonly mergedThrough: boolean;
}

const text = fc.constantFrom('Hello.', 'Any news?');
const perhapsUnknown = fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: fc.constant(UNKNOWN) });
const handler = fc.constantFrom(HANDLER, SECOND_HANDLER);
const optional = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<object> =>
  fc.record(fields, { requiredKeys: [] });

function wish<Type extends Command['type']>(type: Type, fields: Record<string, fc.Arbitrary<unknown>> = {}) {
  return optional(fields).map((given) => ({ ...command(type), ...given }) as Command);
}

const finalResponse = fc.constant(command('IssueResponse', { kind: 'final', outcome: 'upheld', remedy: 'A new one.' }));
const satisfied = fc.constant(command('FollowUp'));

/** All commands; those that bring a case to its end often enough that many come so far. */
const commands: fc.Arbitrary<Command> = fc.oneof(
  { weight: 1, arbitrary: wish('ReceiveComplaint', { text: perhapsUnknown }) },
  { weight: 4, arbitrary: wish('AcknowledgeComplaint', { handler, text }) },
  { weight: 3, arbitrary: wish('AssignHandler', { handler }) },
  {
    weight: 3,
    arbitrary: wish('EscalateComplaint', { level: fc.constantFrom(0, 1, 2, 3, 1.5), reason: perhapsUnknown }),
  },
  { weight: 2, arbitrary: wish('DeescalateComplaint', { level: fc.constantFrom(-1, 0, 1, 2) }) },
  { weight: 4, arbitrary: wish('RecordMessage', { text: perhapsUnknown }) },
  { weight: 4, arbitrary: wish('SendMessage', { handler }) },
  { weight: 2, arbitrary: wish('RequestInformation') },
  { weight: 2, arbitrary: wish('ReceiveInformation') },
  {
    weight: 3,
    arbitrary: wish('IssueResponse', {
      kind: fc.constantFrom('interim', 'holding', 'final'),
      outcome: fc.constantFrom('upheld', 'not-upheld', 'unknown'),
      reason: text,
      remedy: text,
      handler,
    }),
  },
  { weight: 8, arbitrary: finalResponse },
  {
    weight: 8,
    arbitrary: wish('FollowUp', {
      with: fc.constantFrom('complainant', 'handler'),
      outcome: fc.constantFrom('satisfied', 'dissatisfied', 'no-answer', 'no-answer'),
    }),
  },
  { weight: 4, arbitrary: satisfied },
  { weight: 10, arbitrary: wish('ResolveComplaint') },
  {
    weight: 2,
    arbitrary: wish('ResolveComplaint', { waiver: fc.constantFrom({ reason: 'Moved away.' }, 'closed-in-source') }),
  },
  { weight: 4, arbitrary: wish('ReopenComplaint') },
  { weight: 1, arbitrary: wish('WithdrawComplaint') },
  { weight: 1, arbitrary: wish('RejectComplaint', { ground: fc.constantFrom('spam', 'out-of-scope', 'abuse'), text }) },
  { weight: 1, arbitrary: wish('ReferComplaint') },
  { weight: 2, arbitrary: wish('MergeComplaint', { into: fc.constantFrom(OTHER_CASE_ID, CASE_ID) }) },
  { weight: 2, arbitrary: wish('LinkCases', { relation: fc.constantFrom('duplicate', 'related') }) },
  { weight: 2, arbitrary: wish('UnlinkCases') },
  {
    weight: 2,
    arbitrary: wish('ClassifyComplaint', { severity: fc.constantFrom('low', null), labels: fc.constant(['a']) }),
  },
  { weight: 1, arbitrary: wish('AddNote') },
  { weight: 1, arbitrary: wish('CorrectComplainant') },
  { weight: 2, arbitrary: wish('WarnComplainant') },
  { weight: 2, arbitrary: wish('RedactContent', { ground: fc.constantFrom('legal', 'warned-abuse') }) },
  { weight: 1, arbitrary: wish('RestrictAccess', { to: fc.constantFrom([], ['ben'], ['eve', 'ben']) }) },
  { weight: 1, arbitrary: wish('UnrestrictAccess') },
  { weight: 1, arbitrary: wish('NoteSourceRow') },
  { weight: 1, arbitrary: wish('AcceptMerge') },
  { weight: 2, arbitrary: wish('CompleteMerge') },
  { weight: 2, arbitrary: wish('AbortMerge') },
  { weight: 1, arbitrary: wish('MirrorLink') },
  { weight: 1, arbitrary: wish('MirrorUnlink') },
);

const often = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: fc.constantFrom(usual, ...others) });

const step: fc.Arbitrary<Step> = fc.record({
  command: commands,
  nth: fc.nat(9),
  role: fc.constantFrom<Role>(
    'agent',
    'agent',
    'supervisor',
    'admin',
    'integration',
    'integration+supervisor',
    'system',
    'import',
  ),
  wait: fc.constantFrom(0, MINUTE_MS, HOUR_MS, 7 * HOUR_MS, DAY_MS, DAY_MS + HOUR_MS, 20 * DAY_MS),
  late: often(0, -2 * MINUTE_MS, -30_000, 5 * MINUTE_MS, 16 * MINUTE_MS, 2 * HOUR_MS, 2 * DAY_MS, 40 * DAY_MS),
  precision: often<Precision>('instant', 'day', 'unknown'),
  saysWhyLate: fc.boolean(),
  other: often('open', ...Object.keys(otherCases)),
  mergedThrough: often(false, true),
});

/** The step as a supervisor takes it, on time. */
const plainly = (given: Command, wait: number): Step => ({
  command: given,
  nth: 0,
  role: 'supervisor',
  wait,
  late: 0,
  precision: 'instant',
  saysWhyLate: false,
  other: 'none',
  mergedThrough: false,
});

/** What brings a case to its end: an answer and, after a while, whether it helped. By chance hardly any run comes so far. */
const journey: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    fc.array(fc.constantFrom<FollowUpOutcome>('satisfied', 'no-answer', 'no-answer', 'dissatisfied'), {
      minLength: 1,
      maxLength: 3,
    }),
    fc.boolean(),
    fc.constantFrom(HOUR_MS, 7 * HOUR_MS, DAY_MS),
  )
  .map(([outcomes, asksHandler, wait]) => [
    plainly(
      command('IssueResponse', { kind: 'final', outcome: 'upheld', remedy: 'A new one.', handler: HANDLER }),
      wait,
    ),
    plainly(command('IssueResponse', { kind: 'final', outcome: 'upheld', remedy: 'A new one.' }), wait),
    ...(asksHandler ? [plainly(command('FollowUp', { with: 'handler' }), wait)] : []),
    ...outcomes.map((outcome) => plainly(command('FollowUp', { outcome }), wait)),
    plainly(command('ResolveComplaint'), wait),
  ]);

const receipt = fc.constantFrom<Step>(plainly(command('ReceiveComplaint'), 0), {
  ...plainly(command('ReceiveComplaint', { text: UNKNOWN }), 0),
  role: 'import',
});

/** What people try with one case, one thing after the other; the first is to put it on record. */
export const attempts: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    receipt,
    fc.array(
      fc.oneof(
        { weight: 12, arbitrary: step.map((single): readonly Step[] => [single]) },
        { weight: 1, arbitrary: journey },
      ),
      { maxLength: 40, size: 'max' },
    ),
  )
  .map(([begin, rest]) => [begin, ...rest.flat()]);

/** Where a run stands: a case, its history, and the clock. */
export interface Standing {
  readonly history: readonly RecordedEvent[];
  readonly state: Case | null;
  readonly now: string;
}

export const START: Standing = { history: [], state: null, now: RECEIVED_AT };

export type Verdict = CaseDecided | { readonly refused: string };

/** What a command is answered; only refusals are caught. */
export function verdict(given: Command, state: Case | null, at: DecisionContext): Verdict {
  try {
    return decideCase(given, state === null ? null : judgedState(given, state, at), at, state);
  } catch (error) {
    if (error instanceof RuleViolation) return { refused: error.code };
    if (error instanceof InvalidCommand) return { refused: error.pointer };
    throw error;
  }
}

/** The command and the context of a step, as they are when its turn comes. */
export function prepare(it: Step, { history, now }: Standing, timeZone: string): readonly [Command, DecisionContext] {
  const later = after(now, it.wait);
  const settled = context({
    commandId: `command-${history.length}`,
    actor: actors[it.role],
    now: later,
    occurredAt: after(later, -it.late),
    occurredAtPrecision: it.precision,
    timeZone,
    other: otherCases[it.other] ?? null,
    otherMergedInto: it.mergedThrough ? [CASE_ID] : [],
    ...(it.saysWhyLate ? { lateReason: 'It lay about.' } : {}),
  });
  return [referring(it, history), settled];
}

/** A number becomes a reference to something in the history, if there is anything. */
function referring({ command: given, nth }: Step, history: readonly RecordedEvent[]): Command {
  const pick = (ids: readonly string[], none: string): string => ids[nth % Math.max(ids.length, 1)] ?? none;
  const idsOf = (type: RecordedEvent['type'], name: string): readonly string[] =>
    history.filter((it) => it.type === type).map(({ data }) => (data as unknown as Record<string, string>)[name] ?? '');
  switch (given.type) {
    case 'ReceiveInformation':
      return { ...given, requestId: pick(idsOf('InformationRequested', 'requestId'), 'nobody-asked') };
    case 'RedactContent':
      return { ...given, event: pick([...history.map(({ id }) => id), 'another'], 'another') };
    case 'AcceptMerge':
      return { ...given, mergeId: `merge-${nth % 3}` };
    case 'CompleteMerge':
    case 'AbortMerge':
      return { ...given, mergeId: pick(idsOf('MergeAccepted', 'mergeId'), 'none') };
    case 'MirrorLink':
    case 'MirrorUnlink':
      return { ...given, linkId: pick(idsOf('CasesLinked', 'linkId'), `link-${nth % 3}`) };
    default:
      return given;
  }
}

/** The case after what was decided. */
export function advance(before: Standing, { events, occurredAt }: CaseDecided, at: DecisionContext): Standing {
  const { history } = before;
  const { actor, now: recordedAt, occurredAtPrecision } = at;
  const added = events.map((decided, index) => {
    const revision = history.length + index;
    const when = { id: eventId(revision), revision, recordedAt, occurredAtPrecision };
    return recorded(decided, occurredAt, actor, when);
  });
  const state = added.reduce((folded, it) => evolve(CASE_ID, folded, deepFreeze(it)), before.state);
  return { history: [...history, ...added], state: deepFreeze(state), now: recordedAt };
}

/** What can be said in a command, so that one of these is accepted whenever any is that asks for no waiver. */
export function formsOf(type: CallerCommand['type'], { history }: Standing): readonly Command[] {
  const said = (fields: object): Command => ({ ...command(type), ...fields }) as Command;
  switch (type) {
    case 'EscalateComplaint':
      return [said({ level: 1000 })];
    case 'SendMessage':
    case 'IssueResponse':
      return [said({}), said({ handler: HANDLER })];
    case 'ReceiveInformation':
      return history.flatMap((it) =>
        it.type === 'InformationRequested' ? [said({ requestId: it.data.requestId })] : [],
      );
    default:
      return [said({})];
  }
}

export const openCase = otherCases['open'] ?? null;

export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  Object.values(value).forEach(deepFreeze);
  return value;
}
