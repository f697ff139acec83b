import {
  type CallerCommand,
  type CatalogCommand,
  METRICS,
  type Policy,
  type ReceiveComplaint,
  type Severity,
  type Target,
} from '@redress/domain';
import { deskPolicy, nightShiftCalendar, officeCalendar } from '@redress/domain/testing';
import { InMemoryEventStore, type StoredEvent } from '@redress/event-store';
import { type CaseModule, caseModule } from '../case-module';
import { caseStream } from '../case-stream';
import { caseView } from '../case-view';
import { ManualClock } from '../testing/manual-clock';
import { publication, publishFallback } from '../testing/publications';
import { request, supervisor } from '../testing/requests';

const CASES = 1000;
const HOUR = 3_600_000;
const ana = { id: 'ana', name: 'Ana' };

const promises = (hours: number): readonly Target[] =>
  METRICS.map((metric, index) => ({
    metric,
    kind: 'promise',
    duration: { n: hours + index, unit: 'hours' },
    calendar: 'office',
    pauses: ['complainant'],
    atRisk: 0.5,
  }));
const desk: Policy = deskPolicy({ targets: promises(8) });

const receipt = (severity: Severity): ReceiveComplaint => ({
  type: 'ReceiveComplaint',
  channel: 'phone',
  text: 'The bill is wrong',
  complainant: { name: 'Cleo', phone: '+46 70 123' },
  severity,
});

/** Every kind of work on a case, one after the other; some cases come further than others. */
const work: readonly CallerCommand[] = [
  { type: 'AcknowledgeComplaint', handler: ana },
  { type: 'RecordMessage', text: 'any news?' },
  { type: 'RequestInformation', from: 'complainant', question: 'which bill?' },
  { type: 'IssueResponse', kind: 'final', outcome: 'not-upheld', text: 'it is right' },
  { type: 'FollowUp', with: 'complainant', outcome: 'dissatisfied' },
  { type: 'ResolveComplaint', waiver: { reason: 'goodwill' } },
];

/** What is done to a case afterwards. */
const afterwards: readonly CallerCommand[] = [
  { type: 'ReopenComplaint', reason: 'again' },
  { type: 'ClassifyComplaint', severity: 'critical' },
  { type: 'RecordMessage', text: 'still nothing?' },
  { type: 'WithdrawComplaint', reason: 'tired of it', toldBy: 'phone' },
];

/** Whatever a number says, the same in every run. */
const one = <T>(list: readonly T[], number: number): T => list[number % list.length] as T;

describe('editing and retiring policies, calendars and holidays', () => {
  const clock = new ManualClock('2026-03-02T09:00:00.000Z');
  const store = new InMemoryEventStore();
  const module: CaseModule = caseModule({ store, clock, settleHorizonMs: 0 });
  const ids: string[] = [];
  let serial = 0;

  const publish = async (command: CatalogCommand): Promise<void> => {
    await module.publishing.handle(publication(`publication ${serial++}`, command));
  };
  const give = async (caseId: string, command: CallerCommand): Promise<void> => {
    // Whether a rule refuses it makes no difference here: what counts is what came on record.
    await module.service
      .handle(request(`command ${serial++}`, command, { caseId, actor: supervisor }))
      .catch(() => undefined);
  };
  const streams = (): Promise<readonly (readonly StoredEvent[])[]> =>
    Promise.all(ids.map((id) => store.readStream(caseStream(id))));
  const answersAsOf = (asOf: string): Promise<readonly string[]> =>
    Promise.all(
      ids.map(async (id) => {
        const { state, at } = await module.reader.get(id, supervisor, { asOf });
        return JSON.stringify(caseView(state, await module.contextOf(state, at)));
      }),
    );
  const ended = async (): Promise<readonly string[]> =>
    Promise.all(
      ids.map(async (id) => {
        const { state } = await module.reader.get(id, supervisor);
        const over = state.clocks.clocks.filter(({ status }) => status !== 'running' && status !== 'paused');
        return JSON.stringify(
          over.map(({ id: clockId, status, dueAt, breachedAt }) => [clockId, status, dueAt, breachedAt]),
        );
      }),
    );

  it('leaves every recorded breach, every due time and every answer as of an instant before it as they were', async () => {
    await publish({ type: 'PublishCalendar', name: 'office', calendar: officeCalendar() });
    await publish({ type: 'PublishPolicy', name: 'desk', policy: desk });
    for (let i = 0; i < CASES; i++) {
      clock.advance(HOUR / 60);
      const { state } = await module.service.handle(request(`case ${i}`, receipt(one(['low', 'high'], i))));
      ids.push(state.id);
    }
    const moments = [new Date(clock.now()).toISOString()];
    for (const [index, command] of work.entries()) {
      clock.advance(26 * HOUR + 1);
      for (const [i, id] of ids.entries()) if (i % (work.length + 1) >= index) await give(id, command);
      if (index % 2 === 1) moments.push(new Date(clock.now()).toISOString());
    }
    clock.advance(HOUR);
    const recorded = await streams();
    const answers = await Promise.all(moments.map(answersAsOf));
    const outcomes = await ended();
    const breaches = recorded.flat().filter(({ type }) => type === 'ClockBreached');
    expect(breaches.length).toBeGreaterThan(CASES);

    const holidays = [{ date: '2026-03-03', name: 'declared a holiday when it was over' }];
    await publish({ type: 'PublishCalendar', name: 'office', calendar: officeCalendar({ holidays }) });
    await publish({ type: 'PublishPolicy', name: 'desk', policy: { ...desk, targets: promises(1), reopenWindow: 1 } });
    await publish({ type: 'PublishCalendar', name: 'office', calendar: nightShiftCalendar() });
    await publish({ type: 'PublishPolicy', name: 'urgent', policy: { ...desk, name: 'urgent', priority: 1 } });
    for (const command of publishFallback) await publish(command);
    await publish({ type: 'RetirePolicy', name: 'desk' });
    await publish({ type: 'RetirePolicy', name: 'urgent' });
    await publish({ type: 'RetireCalendar', name: 'office' });
    for (const [index, command] of afterwards.entries()) {
      clock.advance(30 * HOUR);
      for (const [i, id] of ids.entries()) if (i % 2 === index % 2) await give(id, command);
    }

    const now = await streams();
    expect(now.flat().length).toBeGreaterThan(recorded.flat().length + CASES);
    expect(now.map((stream, i) => stream.slice(0, recorded[i]?.length))).toEqual(recorded);
    expect(await Promise.all(moments.map(answersAsOf))).toEqual(answers);
    for (const [i, over] of (await ended()).entries()) {
      const before = JSON.parse(outcomes[i] as string) as unknown[];
      expect(JSON.parse(over)).toEqual(expect.arrayContaining(before));
    }
    // Clocks that began after all that go by what was promised when the case was recorded.
    const started = now.flatMap((stream, i) => stream.slice(recorded[i]?.length));
    const versions = started
      .filter(({ type }) => type === 'ClockStarted')
      .map(({ data }) => JSON.parse(data) as { policy: unknown; calendar: unknown });
    expect(versions.length).toBeGreaterThan(100);
    for (const { policy, calendar } of versions) {
      expect([policy, calendar]).toEqual([
        { name: 'desk', version: 1 },
        { name: 'office', version: 1 },
      ]);
    }
  }, 60_000);
});
