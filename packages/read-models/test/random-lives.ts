import {
  type Actor,
  type Calendar,
  type CalendarRef,
  type Case,
  type Command,
  decide,
  type DecidedEvent,
  evolve,
  InvalidCommand,
  isClockEventType,
  type PreparedCalendar,
  prepareCalendar,
  type Policy,
  type Promised,
  type RecordedEvent,
  RuleViolation,
  type Target,
} from '@redress/domain';
import {
  command,
  context,
  HANDLER,
  officeCalendar,
  recorded,
  roundTheClockCalendar,
  SECOND_HANDLER,
  supervisor,
  system,
} from '@redress/domain/testing';
import fc from 'fast-check';
import { caseId, type CaseLog } from './case-log';

/** Lives of cases with promises, as `decide` gives them; on a Monday. */
export const BEGIN = '2026-03-02T09:00:00.000Z';
const MINUTE_MS = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;
export const LIVES = 3;

const calendars: Readonly<Record<string, Calendar>> = {
  office: officeCalendar({ holidays: [{ date: '2026-03-05', name: 'Closed' }] }),
  always: roundTheClockCalendar(),
};
const prepared = new Map(Object.entries(calendars).map(([name, calendar]) => [name, prepareCalendar(calendar)]));
export const calendarOf = ({ name }: CalendarRef): PreparedCalendar => prepared.get(name) as PreparedCalendar;

const hours = (n: number) => ({ n, unit: 'hours', counting: 'elapsed' }) as const;
const usual: readonly Target[] = [
  {
    metric: 'acknowledgement',
    kind: 'promise',
    duration: { n: 4, unit: 'hours' },
    calendar: 'office',
    pauses: [],
    atRisk: 0.5,
    escalate: [
      { at: 0.75, level: 2, addressee: 'Head' },
      { at: 1, level: 3, addressee: 'Board' },
    ],
  },
  {
    metric: 'final-response',
    kind: 'promise',
    duration: { n: 2, unit: 'businessDays' },
    calendar: 'office',
    pauses: ['complainant'],
    holding: { until: { n: 4, unit: 'businessDays' } },
    atRisk: 0.5,
  },
  { metric: 'final-response', kind: 'milestone', duration: hours(30), calendar: 'always', pauses: [], atRisk: 0.5 },
  {
    metric: 'next-reply',
    kind: 'promise',
    duration: hours(6),
    calendar: 'always',
    pauses: ['complainant'],
    atRisk: 0.8,
  },
  { metric: 'update', kind: 'promise', duration: { n: 1, unit: 'days' }, calendar: 'always', pauses: [] },
  { metric: 'follow-up', kind: 'promise', duration: { n: 8, unit: 'hours' }, calendar: 'office', pauses: [] },
  {
    metric: 'resolution',
    kind: 'promise',
    duration: hours(4 * 24),
    calendar: 'always',
    pauses: ['complainant', 'third-party'],
    escalate: [{ at: 0.5, level: 2, addressee: 'Head' }],
  },
];
const urgent: readonly Target[] = [
  { metric: 'acknowledgement', kind: 'promise', duration: hours(1), calendar: 'always', pauses: [], atRisk: 0.5 },
  { metric: 'final-response', kind: 'promise', duration: hours(12), calendar: 'always', pauses: [], atRisk: 0.9 },
  { metric: 'resolution', kind: 'milestone', duration: hours(48), calendar: 'always', pauses: [], atRisk: 0.5 },
];

const policy = (name: string, priority: number, when: Policy['when'], targets: readonly Target[]) => ({
  version: 1,
  policy: { name, priority, when, targets, reopenWindow: 30 },
});
export const promisedToAll: Promised = {
  policies: [policy('usual', 2, {}, usual), policy('urgent', 1, { severity: 'critical' }, urgent)],
  calendars: { office: 1, always: 1 },
};

/** One thing that somebody does, or the processor of due times. */
export interface LifeStep {
  readonly life: number;
  /** Minutes since the step before. */
  readonly wait: number;
  /** So many minutes before it was entered it had happened. */
  readonly ago: number;
  readonly does: Command | 'merge';
}

const handler = fc.constantFrom(HANDLER, SECOND_HANDLER);
const does: fc.Arbitrary<Command | 'merge'> = fc.oneof(
  { weight: 3, arbitrary: handler.map((who) => command('AcknowledgeComplaint', { handler: who })) },
  { weight: 2, arbitrary: handler.map((who) => command('AssignHandler', { handler: who })) },
  { weight: 2, arbitrary: fc.constantFrom(2, 3).map((level) => command('EscalateComplaint', { level })) },
  { weight: 5, arbitrary: fc.constant(command('RecordMessage')) },
  { weight: 4, arbitrary: fc.constant(command('SendMessage', { handler: HANDLER })) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('complainant' as const, 'third-party' as const)
      .map((from) => command('RequestInformation', { from })),
  },
  { weight: 4, arbitrary: fc.constant(command('ReceiveInformation', { requestId: 'the oldest' })) },
  { weight: 2, arbitrary: fc.constant(command('IssueResponse', { kind: 'holding', reason: 'x', handler: HANDLER })) },
  {
    weight: 4,
    arbitrary: fc.constant(
      command('IssueResponse', { kind: 'final', outcome: 'upheld', remedy: 'x', handler: HANDLER }),
    ),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom('satisfied' as const, 'dissatisfied' as const)
      .map((outcome) => command('FollowUp', { outcome })),
  },
  { weight: 3, arbitrary: fc.constant(command('ResolveComplaint')) },
  { weight: 2, arbitrary: fc.constant(command('ReopenComplaint')) },
  { weight: 1, arbitrary: fc.constant(command('WithdrawComplaint')) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('critical' as const, 'low' as const)
      .map((severity) => command('ClassifyComplaint', { severity })),
  },
  { weight: 1, arbitrary: fc.constant(command('AddNote')) },
  { weight: 1, arbitrary: fc.constant(command('RestrictAccess', { to: ['ben'] })) },
  { weight: 3, arbitrary: fc.constant(command('RecordBreach')) },
  { weight: 3, arbitrary: fc.constant(command('EscalateOnRisk')) },
  { weight: 2, arbitrary: fc.constant('merge' as const) },
);

const often = (usually: number, ...others: readonly number[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usually) }, { weight: 2, arbitrary: fc.constantFrom(...others) });

/** Cases that come in one after the other, and then whatever may happen to them, entered late or not. */
export const randomLives: fc.Arbitrary<readonly LifeStep[]> = fc
  .tuple(
    fc.array(
      fc.record({
        wait: fc.constantFrom(0, 1, 90),
        ago: often(0, 30, 3 * HOUR, 2 * DAY),
        does: fc
          .record({
            channel: fc.constantFrom('web', 'phone'),
            confidential: fc.constantFrom(false, false, true),
            severity: fc.constantFrom('low' as const, 'critical' as const),
          })
          .map((fields) => command('ReceiveComplaint', fields)),
      }),
      { minLength: LIVES, maxLength: LIVES },
    ),
    fc.array(
      fc.record({
        life: fc.nat({ max: LIVES - 1 }),
        wait: fc.constantFrom(0, 1, 10, 20, HOUR, HOUR, 3 * HOUR, 5 * HOUR, DAY),
        ago: often(0, 10, HOUR, 7 * HOUR, 2 * DAY),
        does,
      }),
      { minLength: 20, maxLength: 45, size: 'max' },
    ),
  )
  .map(([receipts, rest]) => [...receipts.map((step, life) => ({ life, ...step })), ...rest]);

/** A log that lives are written into, and the cases as they stand. */
class Desk {
  readonly cases = new Map<string, Case>();
  private commands = 0;

  constructor(private readonly log: CaseLog) {}

  /** False: a rule refuses it, or there is nothing to do. */
  async give(id: string, given: Command, now: string, ago: number, other: Case | null = null): Promise<boolean> {
    const state = this.cases.get(id) ?? null;
    this.commands += 1;
    const actor: Actor = given.type === 'RecordBreach' || given.type === 'EscalateOnRisk' ? system : supervisor;
    const at = context({
      caseId: id,
      commandId: `d0000000-0000-4000-8000-${String(this.commands).padStart(12, '0')}`,
      actor,
      now,
      occurredAt: new Date(Date.parse(now) - ago * MINUTE_MS).toISOString(),
      lateReason: 'It lay about.',
      promised: promisedToAll,
      calendar: calendarOf,
      other,
    });
    let decided: readonly DecidedEvent[];
    try {
      decided = decide(referring(given, state), state, at);
    } catch (error) {
      if (error instanceof RuleViolation || error instanceof InvalidCommand) return false;
      throw error;
    }
    for (const event of decided) await this.record(id, event, actor, now);
    return decided.length > 0;
  }

  async merge(source: string, target: string, now: string): Promise<void> {
    const [from, into] = [this.cases.get(source), this.cases.get(target)];
    if (from === undefined || into === undefined || source === target) return;
    const mergeId = `d1000000-0000-4000-8000-${String(this.commands).padStart(12, '0')}`;
    if (!(await this.give(target, { type: 'AcceptMerge', mergeId, source }, now, 0, from))) return;
    if (await this.give(source, { type: 'MergeComplaint', into: target }, now, 0, this.cases.get(target))) {
      await this.give(target, { type: 'CompleteMerge', mergeId, source }, now, 0, this.cases.get(source));
    } else {
      await this.give(target, { type: 'AbortMerge', mergeId, source, because: 'case-ended' }, now, 0, from);
    }
  }

  private async record(id: string, decided: DecidedEvent, actor: Actor, now: string): Promise<void> {
    const { occurredAt, occurredAtPrecision: precision, ...event } = decided;
    const by = isClockEventType(event.type) ? system : actor;
    const eventId = await this.log.record(id, event, now, { occurredAt, precision, actor: by });
    const state = this.cases.get(id) ?? null;
    const when = {
      id: eventId,
      revision: (state?.revision ?? -1) + 1,
      recordedAt: now,
      occurredAtPrecision: precision,
    };
    const after = evolve(id, state, recorded(event, occurredAt, by, when) as RecordedEvent);
    if (after !== null) this.cases.set(id, after);
  }
}

function referring(given: Command, state: Case | null): Command {
  const [oldest] = state?.waitingFor ?? [];
  return given.type === 'ReceiveInformation' ? { ...given, requestId: oldest?.requestId ?? 'nobody-asked' } : given;
}

/**
 * Writes lives into a log; the read model follows after every so many steps, and at the end.
 * @returns the instant of the last step, and the cases as they stand
 */
export async function live(
  log: CaseLog,
  steps: readonly LifeStep[],
  every: number,
): Promise<{ readonly now: string; readonly cases: ReadonlyMap<string, Case> }> {
  const desk = new Desk(log);
  for (const [name, calendar] of Object.entries(calendars)) await log.publish(name, calendar, BEGIN);
  let now = BEGIN;
  for (const [index, { life, wait, ago, does: what }] of steps.entries()) {
    if (index % every === 0) await log.read();
    now = new Date(Date.parse(now) + wait * MINUTE_MS).toISOString();
    const id = caseId(life + 1);
    if (what === 'merge') await desk.merge(id, caseId(((life + 1) % LIVES) + 1), now);
    else await desk.give(id, what, now, ago);
  }
  await log.read();
  return { now, cases: desk.cases };
}
