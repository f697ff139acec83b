import fc from 'fast-check';
import { type Command } from '../../src/case/commands';
import { type Promised, type Target } from '../../src/sla/policy';
import { command, HANDLER, RECEIVED_AT, SECOND_HANDLER } from '../../src/testing';
import { policy, promised, target } from '../sla/clock-runs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Something that happened to a case: what was done, and when. */
export interface Fact {
  /** Counts from 0, the receipt, in the order in which it happened; the id of its command, whenever it is entered. */
  readonly n: number;
  readonly at: number;
  readonly does: Command;
  /** When it is entered where it is entered late: so much of the time from its instant to the end. 0: at once. */
  readonly delay: number;
  /** Where several are entered at once, or tried again, in this order. */
  readonly turn: number;
}

/** A case's life, and how it is told late. Instants are epoch ms; those of the facts differ, or no order of them would be right. */
export interface Life {
  readonly promises: Promised;
  readonly facts: readonly Fact[];
  /** When the processor of due times wakes. */
  readonly wakes: readonly number[];
  /** After all facts, and after all entries. */
  readonly end: number;
}

/** So far apart facts happen at least: not at a due instant of another, nor a millisecond after it. */
const APART_MS = 7;

const handler = fc.constantFrom(HANDLER, SECOND_HANDLER);
const as = <Type extends Command['type']>(type: Type, fields: object = {}) =>
  command(type, fields as never) as unknown as Command;
const final = { kind: 'final', outcome: 'upheld', remedy: 'A new one.', handler: HANDLER };

/** `ReceiveInformation` names the nth request of the life, by a number that is put in its place by {@link referring}. */
const commands: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: handler.map((who) => as('AcknowledgeComplaint', { handler: who })) },
  { weight: 3, arbitrary: handler.map((who) => as('AssignHandler', { handler: who })) },
  { weight: 2, arbitrary: fc.constantFrom(2, 3).map((level) => as('EscalateComplaint', { level })) },
  { weight: 1, arbitrary: fc.constantFrom(1, 2).map((level) => as('DeescalateComplaint', { level })) },
  { weight: 6, arbitrary: fc.constant(as('RecordMessage')) },
  { weight: 5, arbitrary: fc.constant(as('SendMessage', { handler: HANDLER })) },
  {
    weight: 3,
    arbitrary: fc.constantFrom('complainant', 'third-party').map((from) => as('RequestInformation', { from })),
  },
  { weight: 3, arbitrary: fc.nat(3).map((nth) => as('ReceiveInformation', { requestId: String(nth) })) },
  { weight: 2, arbitrary: fc.constant(as('IssueResponse', { kind: 'interim', handler: HANDLER })) },
  { weight: 2, arbitrary: fc.constant(as('IssueResponse', { kind: 'holding', reason: 'x', handler: HANDLER })) },
  { weight: 6, arbitrary: fc.constant(as('IssueResponse', final)) },
  {
    weight: 8,
    arbitrary: fc
      .constantFrom('satisfied', 'satisfied', 'dissatisfied', 'no-answer', 'no-answer')
      .map((outcome) => as('FollowUp', { outcome })),
  },
  { weight: 2, arbitrary: fc.constant(as('FollowUp', { with: 'handler' })) },
  { weight: 4, arbitrary: fc.constant(as('ResolveComplaint')) },
  { weight: 1, arbitrary: fc.constant(as('ResolveComplaint', { waiver: { reason: 'Moved away.' } })) },
  { weight: 4, arbitrary: fc.constant(as('ReopenComplaint')) },
  { weight: 1, arbitrary: fc.constant(as('WithdrawComplaint')) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('spam', 'out-of-scope', 'abuse')
      .map((ground) => as('RejectComplaint', { ground, text: 'No.' })),
  },
  { weight: 1, arbitrary: fc.constant(as('ReferComplaint')) },
  {
    weight: 3,
    arbitrary: fc.constantFrom('low', 'high', null).map((severity) => as('ClassifyComplaint', { severity })),
  },
  { weight: 1, arbitrary: fc.constant(as('WarnComplainant')) },
);

const hours = fc.constantFrom(1, 4, 24, 25, 24 * 7, 24 * 21);
const pauses = fc.constantFrom<Target['pauses']>([], ['complainant'], ['third-party'], ['complainant', 'third-party']);
const METRICS = ['acknowledgement', 'next-reply', 'update', 'final-response', 'follow-up', 'resolution'] as const;

const aTarget: fc.Arbitrary<Target> = fc
  .record({
    metric: fc.constantFrom(...METRICS),
    n: hours,
    pauses,
    held: fc.constantFrom(0, 0, 24 * 30),
    kind: fc.constantFrom('promise' as const, 'promise' as const, 'promise' as const, 'milestone' as const),
    isByDay: fc.constantFrom(false, false, true),
    level: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 3),
  })
  .map(({ metric, n, pauses: pausing, held, kind, isByDay, level }) => ({
    ...target(metric, n, { pauses: pausing, kind }),
    ...(isByDay ? { duration: { n: Math.ceil(n / 24), unit: 'days' as const, until: 'same-time' as const } } : {}),
    ...(held === 0 ? {} : { holding: { until: { n: held, unit: 'hours' as const, counting: 'elapsed' as const } } }),
    ...(level === 0 || kind === 'milestone' ? {} : { escalate: [{ at: 0.5, level, addressee: 'Head' }] }),
  }));

/** Of each metric and kind one: of several only the first would count. */
const targets = fc.uniqueArray(aTarget, {
  minLength: 3,
  maxLength: 8,
  selector: ({ metric, kind }) => `${metric} ${kind}`,
});

const promises = fc
  .tuple(targets, targets)
  .map(([usual, low]) =>
    promised(
      policy(usual, { name: 'usual', priority: 2 }),
      policy(low, { name: 'low', priority: 1, when: { severity: 'low' } }),
    ),
  );

const gap = fc.constantFrom(MINUTE, 20 * MINUTE, HOUR, 3 * HOUR, 5 * HOUR, DAY, DAY + HOUR, 3 * DAY);
const delay = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 99 }).map((share) => share / 100) },
);

const step = fc.record({ does: commands, gap, delay, turn: fc.nat(1000) });
/** What brings a case to its end: by chance hardly any life comes so far. */
const journey = fc.tuple(step, step, step, step).map((steps) => {
  const does = [
    as('IssueResponse', final),
    as('FollowUp', { with: 'handler' }),
    as('FollowUp', { outcome: 'satisfied' }),
    as('ResolveComplaint'),
  ];
  return steps.map((it, index) => ({ ...it, does: does[index] as Command }));
});
const steps = fc
  .array(fc.oneof({ weight: 14, arbitrary: step.map((it) => [it]) }, { weight: 1, arbitrary: journey }), {
    minLength: 6,
    maxLength: 16,
    size: 'max',
  })
  .map((list) => list.flat());

export const lives: fc.Arbitrary<Life> = fc
  .record({
    promises,
    steps,
    wakes: fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 4 }),
    rest: fc.constantFrom(HOUR, 2 * DAY, 40 * DAY),
  })
  .map(({ promises: given, steps: list, wakes, rest }) => {
    const begin = Date.parse(RECEIVED_AT);
    let at = begin;
    const told = list.map(({ does, gap: wait, delay: late, turn }, index) => {
      at += wait + APART_MS;
      return { n: index + 1, at, does, delay: late, turn };
    });
    const end = at + rest + 3;
    const receipt = { n: 0, at: begin, does: command('ReceiveComplaint'), delay: 0, turn: 0 };
    return {
      promises: given,
      facts: [receipt, ...told].map((fact, _index, all) => referring(fact, all)),
      wakes: wakes.map((share) => Math.floor(begin + (share / 1000) * (end - begin))).sort((a, b) => a - b),
      end,
    };
  });

/** The id of the command that a fact is entered by, which is that of a request too. */
export function commandIdOf({ n }: Pick<Fact, 'n'>): string {
  return `command-${n}`;
}

function referring(fact: Fact, all: readonly Fact[]): Fact {
  const { does } = fact;
  if (does.type !== 'ReceiveInformation') return fact;
  const requests = all.filter((it) => it.n < fact.n && it.does.type === 'RequestInformation');
  const asked = requests[Number(does.requestId) % Math.max(requests.length, 1)];
  return { ...fact, does: { ...does, requestId: asked === undefined ? 'nobody-asked' : commandIdOf(asked) } };
}
