import { randomUUID } from 'node:crypto';
import {
  type Calendar,
  type CallerCommand,
  type CatalogCommand,
  type Clock,
  METRICS,
  type Policy,
  type ReceiveComplaint,
  SYSTEM_ACTOR,
  type Target,
} from '@redress/domain';
import { officeCalendar, roundTheClockCalendar } from '@redress/domain/testing';
import { InMemoryEventStore } from '@redress/event-store';
import fc from 'fast-check';
import { Appender } from '../../appender';
import { CaseCommands } from '../../case-commands';
import { type CaseModule, caseModule } from '../../case-module';
import { CaseRepository } from '../../case-repository';
import { ManualClock } from '../../testing/manual-clock';
import { publication } from '../../testing/publications';
import { request, supervisor } from '../../testing/requests';

const CASES = 3;
const MINUTE_MS = 60_000;
const START = '2026-03-02T09:00:00.000Z';
const handler = { id: 'ana', name: 'Ana' };

const receipt: ReceiveComplaint = {
  type: 'ReceiveComplaint',
  channel: 'email',
  text: 'The parcel never came',
  complainant: { name: 'Cleo', email: 'cleo@example.org' },
};

/** A command that is told which other case there is, and which request is open. */
type Given = (other: string, openRequest: string) => CallerCommand;

const anything: fc.Arbitrary<Given> = fc.oneof(
  ...[
    { type: 'AcknowledgeComplaint', handler } as const,
    { type: 'RecordMessage', text: 'Hello?' } as const,
    { type: 'SendMessage', text: 'Soon.', handler } as const,
    { type: 'IssueResponse', kind: 'holding', text: 'Later.', reason: 'The supplier.', handler } as const,
    { type: 'IssueResponse', kind: 'final', text: 'No.', outcome: 'not-upheld', handler } as const,
    { type: 'RequestInformation', from: 'complainant', question: 'Which?' } as const,
    { type: 'RequestInformation', from: 'third-party', question: 'When?' } as const,
    { type: 'FollowUp', with: 'complainant', outcome: 'satisfied' } as const,
    { type: 'FollowUp', with: 'complainant', outcome: 'dissatisfied' } as const,
    { type: 'ClassifyComplaint', severity: 'high' } as const,
    { type: 'ClassifyComplaint', severity: 'low' } as const,
    { type: 'ResolveComplaint', waiver: { reason: 'Goodwill.' } } as const,
    { type: 'ReopenComplaint', reason: 'Again.' } as const,
    { type: 'AddNote', text: 'Called back.' } as const,
  ].map((command) => fc.constant<Given>(() => command)),
  fc.constant<Given>((_other, requestId) => ({ type: 'ReceiveInformation', requestId, text: 'This one.' })),
  fc.constant<Given>((into) => ({ type: 'MergeComplaint', into })),
);

/** So long after the last deed, and so long ago when it is told; minutes. The processor may wake before it. */
export const deed = fc.record({
  wait: fc.integer({ min: 0, max: 3_000 }),
  ago: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 4_000 })),
  on: fc.nat(CASES - 1),
  other: fc.nat(CASES - 1),
  given: anything,
  before: fc.constantFrom(null, null, 'RecordBreach', 'EscalateOnRisk' as const),
});
export type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

const until = (hours: number) => ({ until: { n: hours, unit: 'hours', counting: 'elapsed' } as const });

function target(metric: Target['metric'], escalates: boolean): fc.Arbitrary<Target> {
  return fc
    .record({
      kind: fc.constantFrom<Target['kind']>('promise', 'promise', 'milestone'),
      hours: fc.constantFrom(1, 7, 24, 25, 100),
      counting: fc.constantFrom('working', 'elapsed' as const),
      calendar: fc.constantFrom('office', 'always'),
      pauses: fc.subarray<Target['pauses'][number]>(['complainant', 'third-party']),
      isHeld: fc.boolean(),
      isRisky: fc.boolean(),
    })
    .map(({ kind, hours, counting, calendar, pauses, isHeld, isRisky }) => ({
      metric,
      kind,
      duration: { n: hours, unit: 'hours', counting },
      calendar,
      pauses,
      ...(isHeld && counting === 'elapsed' ? { holding: until(hours * 3) } : {}),
      ...(isRisky ? { atRisk: 0.5 } : {}),
      ...(isRisky && escalates ? { escalate: [{ at: 0.75, level: 2, addressee: 'the board' }] } : {}),
    }));
}

const policyOf = (given: Pick<Policy, 'name' | 'priority' | 'when'>, escalates: boolean): fc.Arbitrary<Policy> =>
  fc
    .subarray([...METRICS], { minLength: 2 })
    .chain((metrics) => fc.tuple(...metrics.map((metric) => target(metric, escalates))))
    .map((targets) => ({ ...given, targets, reopenWindow: 30 }));

/** One for everybody, and one for what is of high severity. */
export const policies = (escalates = true): fc.Arbitrary<readonly Policy[]> =>
  fc.tuple(
    policyOf({ name: 'usual', priority: 2, when: {} }, escalates),
    policyOf({ name: 'urgent', priority: 1, when: { severity: 'high' } }, escalates),
  );

/** A desk over a store of its own, with these policies published. */
export class Life {
  readonly store = new InMemoryEventStore();
  readonly clock = new ManualClock(START);
  readonly module: CaseModule = caseModule({ store: this.store, clock: this.clock, settleHorizonMs: 0 });
  private readonly commands = new CaseCommands({
    repository: new CaseRepository(this.store, { cases: 0, bytes: 0 }),
    appender: new Appender(this.store, this.clock, 0),
    published: this.module.catalog,
    clock: this.clock,
    timeZone: 'UTC',
  });
  readonly cases: string[] = [];
  private given = 0;

  static async of(published: readonly Policy[], deeds: readonly Deed[]): Promise<Life> {
    const life = new Life();
    await life.publish(published);
    for (let i = 0; i < CASES; i++) {
      const { state } = await life.module.service.handle(request(`case ${i}`, receipt));
      life.cases.push(state.id);
      life.clock.advance(MINUTE_MS);
    }
    for (const each of deeds) await life.do(each);
    return life;
  }

  async publish(published: readonly Policy[]): Promise<void> {
    await this.publishCalendar('office', officeCalendar());
    await this.publishCalendar('always', roundTheClockCalendar());
    for (const policy of published) await this.give({ type: 'PublishPolicy', name: policy.name, policy });
  }

  async publishCalendar(name: string, calendar: Calendar): Promise<void> {
    await this.give({ type: 'PublishCalendar', name, calendar });
  }

  private async give(command: CatalogCommand): Promise<void> {
    await this.module.publishing.handle(publication(randomUUID(), command));
  }

  /** Whether a rule refuses it makes no difference here: what counts is what came on record. */
  async do({ wait, ago, on, other, given, before }: Deed): Promise<void> {
    const caseId = this.cases[on] as string;
    this.clock.advance((wait * MINUTE_MS) / 2);
    if (before !== null) {
      const asked = { caseId, command: { type: before }, actor: SYSTEM_ACTOR, commandId: randomUUID() } as const;
      await this.commands.handle(asked).catch(() => undefined);
    }
    this.clock.advance((wait * MINUTE_MS) / 2);
    const { state } = await this.module.repository.load(caseId);
    const command = given(this.cases[other] as string, state?.waitingFor[0]?.requestId ?? randomUUID());
    const occurredAt = new Date(Math.max(Date.parse(START), this.clock.now() - ago * MINUTE_MS)).toISOString();
    const late = ago === 0 ? {} : { occurredAt, lateReason: 'entered late' };
    await this.module.service
      .handle(request(`deed ${this.given++}`, command, { caseId, actor: supervisor, ...late }))
      .catch(() => undefined);
  }
}

/** Clocks as they ran: which escalations on risk are on record does not belong to it. */
export function ran(clocks: readonly Clock[]): readonly Omit<Clock, 'reached'>[] {
  return clocks.map(({ reached: _reached, carried: { reached: _left, ...carried }, ...clock }) => ({
    ...clock,
    carried,
  }));
}
