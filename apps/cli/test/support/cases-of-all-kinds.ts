import { randomUUID } from 'node:crypto';
import { type CaseModule, caseModule } from '@redress/application';
import { ManualClock, publication, testCaseId, testCommandId } from '@redress/application/testing';
import { type Actor, type CallerCommand, type Policy, SYSTEM_ACTOR } from '@redress/domain';
import { command, HANDLER, roundTheClockCalendar } from '@redress/domain/testing';
import { type EventStore } from '@redress/event-store';

export const sue: Actor = { id: 'sue', kind: 'person', role: 'supervisor', name: 'Sue Berg', via: 'desk' };
const HOUR_MS = 3_600_000;

const target = { kind: 'promise', calendar: 'always', pauses: ['complainant'] } as const;
const hours = (n: number) => ({ n, unit: 'hours', counting: 'elapsed' }) as const;

/** Promises that are kept, paused, extended, broken; another policy where severity is high. */
function policy(name: string, priority: number, when: Policy['when'], n: number): Policy {
  const escalate = [{ at: 0.5, level: 3, addressee: 'Management' }];
  const targets: Policy['targets'] = [
    { ...target, metric: 'acknowledgement', duration: hours(n) },
    { ...target, metric: 'final-response', duration: hours(10 * n), holding: { until: hours(20 * n) }, escalate },
  ];
  return { name, priority, when, targets, reopenWindow: 30 };
}

/** A desk at which an hour passes with everything that is done. */
class Desk {
  private readonly clock = new ManualClock('2026-03-02T09:00:00.000Z');
  readonly module: CaseModule;
  readonly ids: string[] = [];

  constructor(store: EventStore) {
    this.module = caseModule({ store, clock: this.clock, settleHorizonMs: 0 });
  }

  get nowMs(): number {
    return this.clock.now();
  }

  pass(hoursLater: number): void {
    this.clock.set(new Date(this.nowMs + hoursLater * HOUR_MS).toISOString());
  }

  async publish(): Promise<void> {
    await this.module.publishing.handle(
      publication('calendar', { type: 'PublishCalendar', name: 'always', calendar: roundTheClockCalendar() }),
    );
    for (const each of [policy('urgent', 1, { severity: ['high'] }, 1), policy('desk', 2, {}, 4)])
      await this.module.publishing.handle(
        publication(each.name, { type: 'PublishPolicy', name: each.name, policy: each }),
      );
  }

  /** @returns the id of the case that the first command receives */
  async takes(...commands: readonly CallerCommand[]): Promise<string> {
    const caseId = testCaseId(testCommandId(`case ${this.ids.length}`));
    this.ids.push(caseId);
    await this.give(caseId, ...commands);
    return caseId;
  }

  async give(caseId: string, ...commands: readonly CallerCommand[]): Promise<void> {
    for (const each of commands) await this.handle(caseId, each);
  }

  async handle(
    caseId: string,
    each: CallerCommand,
    more: { occurredAt?: string; lateReason?: string } = {},
  ): Promise<string> {
    const isFirst = each.type === 'ReceiveComplaint';
    const commandId = isFirst ? testCommandId(`case ${this.ids.indexOf(caseId)}`) : randomUUID();
    await this.module.service.handle({ caseId, command: each, actor: sue, commandId, ...more });
    this.pass(1);
    return commandId;
  }
}

/** Puts on record what can happen to cases. @returns their ids, and an instant after all of it */
export async function casesOfAllKinds(
  store: EventStore,
): Promise<{ readonly ids: readonly string[]; readonly afterMs: number }> {
  const desk = new Desk(store);
  await desk.publish();
  const received = command('ReceiveComplaint');
  const acknowledged = [received, command('AcknowledgeComplaint')];
  const answered = command('IssueResponse', { kind: 'final', outcome: 'upheld', remedy: 'A new kettle.' });

  const solved = await desk.takes(
    ...acknowledged,
    command('EscalateComplaint'),
    command('DeescalateComplaint'),
    command('RecordMessage'),
    command('SendMessage'),
  );
  const requestId = await desk.handle(solved, command('RequestInformation'));
  await desk.give(
    solved,
    command('ReceiveInformation', { requestId }),
    command('IssueResponse', { kind: 'holding', reason: 'The workshop is closed.' }),
    answered,
    command('FollowUp'),
    command('FollowUp', { with: 'handler' }),
    command('ResolveComplaint'),
    command('ReopenComplaint'),
  );

  const late = await desk.takes(...acknowledged, command('ClassifyComplaint'));
  const occurredAt = new Date(desk.nowMs - 3 * HOUR_MS).toISOString();
  await desk.handle(late, command('RecordMessage', { text: 'Told by phone.' }), {
    occurredAt,
    lateReason: 'The line was down.',
  });
  await desk.give(late, command('WithdrawComplaint'));

  // Entered only after the message that implied it: the clock it keeps is corrected.
  const implied = await desk.takes(received, command('AddNote'), command('SendMessage', { handler: HANDLER }));
  await desk.handle(implied, command('AcknowledgeComplaint'), {
    occurredAt: new Date(desk.nowMs - 2 * HOUR_MS).toISOString(),
    lateReason: 'The note lay about.',
  });

  const insulting = await desk.takes(
    received,
    command('WarnComplainant'),
    command('AddNote'),
    command('CorrectComplainant'),
  );
  const [first] = await store.readStream(`case-${insulting}`);
  await desk.give(
    insulting,
    command('RedactContent', { event: first?.id ?? '', ground: 'warned-abuse' }),
    command('RejectComplaint', { ground: 'abuse', text: 'We end this here.' }),
  );

  const [one, other] = [await desk.takes(...acknowledged), await desk.takes(received)];
  await desk.give(one, command('LinkCases', { to: other }), command('UnlinkCases', { to: other }));
  await desk.give(other, command('MergeComplaint', { into: one }));
  await desk.takes(...acknowledged, command('AssignHandler'), command('ReferComplaint'));
  await desk.takes(
    command('ReceiveComplaint', { confidential: true }),
    command('RestrictAccess'),
    command('UnrestrictAccess'),
  );

  const forgotten = await desk.takes(received);
  desk.pass(100);
  for (const type of ['EscalateOnRisk', 'RecordBreach'] as const) {
    // As the processor of due times does it; no caller may.
    const own = { type } as unknown as CallerCommand;
    const by = { actor: SYSTEM_ACTOR, commandId: randomUUID() };
    await desk.module.service.handle({ caseId: forgotten, command: own, ...by });
    desk.pass(1);
  }
  return { ids: desk.ids, afterMs: desk.nowMs };
}
