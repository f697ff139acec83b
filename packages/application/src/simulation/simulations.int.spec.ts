import { type Calendar, type Policy } from '@redress/domain';
import { officeCalendar, roundTheClockCalendar } from '@redress/domain/testing';
import { agent, request, supervisor } from '../testing/requests';
import {
  InvalidQuestionError,
  type SimulationQuestion,
  SimulationUnderWayError,
  TooManySimulationsError,
} from './question';
import { type SimulationProgress, type SimulationResult } from './simulations';
import { Life } from './testing/lives';

const HOUR_MS = 3_600_000;

/** Acknowledged within so many hours of a calendar. */
function within(
  hours: number,
  given: Partial<Policy> = {},
  calendar: Policy['targets'][0]['calendar'] = 'always',
): Policy {
  const duration = { n: hours, unit: 'hours' } as const;
  return {
    name: 'desk',
    priority: 1,
    when: {},
    targets: [
      { metric: 'acknowledgement', kind: 'promise', duration, calendar, pauses: [] },
      { metric: 'resolution', kind: 'milestone', duration, calendar, pauses: [] },
    ],
    reopenWindow: 30,
    ...given,
  };
}

const { name: _name, ...nameless } = within(1);

describe('a simulation', () => {
  let life: Life;

  beforeEach(async () => {
    life = new Life();
    // Monday at nine UTC, which is ten in the office of Stockholm.
    await life.publish([within(2)]);
  });

  /** A case that is acknowledged so many hours after its receipt; never, without them. */
  async function received(key: string, acknowledgedAfter?: number, more: object = {}): Promise<string> {
    const receipt = {
      type: 'ReceiveComplaint',
      channel: 'email',
      text: 'The parcel never came',
      complainant: { name: 'Cleo' },
      ...more,
    } as const;
    const { state } = await life.module.service.handle(request(key, receipt, { actor: supervisor }));
    if (acknowledgedAfter === undefined) return state.id;
    life.clock.advance(acknowledgedAfter * HOUR_MS);
    const acknowledge = { type: 'AcknowledgeComplaint', handler: { id: 'bo', name: 'Bo' } } as const;
    await life.module.service.handle(
      request(`${key} acknowledged`, acknowledge, { caseId: state.id, actor: supervisor }),
    );
    return state.id;
  }

  async function asked(question: SimulationQuestion = {}, actor = supervisor): Promise<SimulationResult> {
    const signal = new AbortController().signal;
    return life.module.simulations.run(question, actor, { signal, onProgress: () => undefined });
  }

  const kept = ({ promises }: SimulationResult['recorded']) => [promises.kept, promises.broken, promises.running];

  it('compares what is on record with what would have come of a policy', async () => {
    const [first, second] = [await received('one', 1), await received('three', 3)];
    const open = await received('open');
    const before = await life.store.head();
    const result = await asked({ policies: [within(1, { name: 'strict' })] });
    expect(result).toMatchObject({ at: new Date(life.clock.now()).toISOString(), cases: 3 });
    expect([kept(result.recorded), kept(result.simulated)]).toEqual([
      [1, 1, 1],
      [1, 1, 1],
    ]);
    expect(result.changed).toMatchObject({ becameKept: 0, becameBroken: 0, first: [] });
    const lenient = await asked({ policies: [within(4)] });
    expect(kept(lenient.simulated)).toEqual([2, 0, 1]);
    expect(lenient.changed).toEqual({
      becameKept: 1,
      becameBroken: 0,
      otherwise: 0,
      notPromised: 0,
      newlyPromised: 0,
      first: [
        {
          case: second,
          clock: 'acknowledgement-1',
          recorded: { outcome: 'broken', dueAt: '2026-03-02T12:00:00.000Z' },
          simulated: { outcome: 'kept', dueAt: '2026-03-02T14:00:00.000Z' },
        },
      ],
    });
    // Nothing is on record of it, and the cases are as they were.
    expect(await life.store.head()).toBe(before);
    expect([first, open]).toHaveLength(2);
  });

  it('tells milestones apart, and what was promised by which policy', async () => {
    await received('one', 1);
    life.clock.advance(2 * HOUR_MS);
    const { recorded, simulated } = await asked({ policies: [within(10, { name: 'brought' })] });
    const promises = { kept: 1, keptByLateEntry: 0, broken: 0, running: 0, cancelled: 0 };
    const none = { kept: 0, keptByLateEntry: 0, broken: 0, running: 0, cancelled: 0 };
    const milestones = { reached: 0, missed: 1, running: 0, cancelled: 0 };
    const noMilestones = { reached: 0, missed: 0, running: 0, cancelled: 0 };
    const policy = { name: 'desk', version: 1 };
    expect(recorded).toEqual({
      promises,
      milestones,
      lines: [
        { policy, metric: 'acknowledgement', promises, milestones: noMilestones },
        { policy, metric: 'resolution', promises: none, milestones },
      ],
    });
    expect(simulated.milestones).toEqual({ ...noMilestones, running: 1 });
    expect(simulated.lines.map((line) => line.policy)).toEqual([
      { name: 'brought', version: null },
      { name: 'brought', version: null },
    ]);
  });

  it('takes versions that are published, of policies and of calendars', async () => {
    await received('three', 3);
    await life.publish([within(4)]);
    expect(kept((await asked({ policies: [{ name: 'desk', version: 2 }] })).simulated)).toEqual([1, 0, 0]);
    expect(kept((await asked({ policies: [{ name: 'desk', version: 1 }] })).simulated)).toEqual([0, 1, 0]);
    // Without an office hour on Monday.
    const calendar: Calendar = officeCalendar({ holidays: [{ date: '2026-03-02', name: 'off' }] });
    await life.publishCalendar('always', calendar);
    expect(kept((await asked({ calendars: { always: 2 } })).simulated)).toEqual([1, 0, 0]);
    expect(kept((await asked({ calendars: { always: 1 } })).simulated)).toEqual([0, 1, 0]);
    expect(kept((await asked({ calendars: { always: roundTheClockCalendar() } })).simulated)).toEqual([0, 1, 0]);
    expect(kept((await asked({ calendars: { always: calendar } })).simulated)).toEqual([1, 0, 0]);
  });

  it('counts each case by the versions of its own where the question says nothing', async () => {
    await received('three', 3);
    await life.publish([within(4)]);
    await life.publishCalendar('always', officeCalendar());
    await received('five', 5);
    const { recorded, simulated, changed } = await asked();
    expect(simulated).toEqual(recorded);
    expect(changed.first).toEqual([]);
  });

  it('replaces a calendar also where a target names one version for ever', async () => {
    const pinned = within(2, { name: 'pinned' }, { name: 'always', version: 1 });
    await received('three', 3);
    const closed = officeCalendar({ holidays: [{ date: '2026-03-02', name: 'off' }] });
    expect(kept((await asked({ policies: [pinned] })).simulated)).toEqual([0, 1, 0]);
    expect(kept((await asked({ policies: [pinned], calendars: { always: closed } })).simulated)).toEqual([1, 0, 0]);
  });

  it('lets a policy count by a calendar that the question brings along', async () => {
    await received('three', 3);
    const question = { policies: [within(4, {}, 'mine')], calendars: { mine: roundTheClockCalendar() } };
    expect(kept((await asked(question)).simulated)).toEqual([1, 0, 0]);
  });

  it('says what is promised by one alone', async () => {
    await received('three', 3);
    const [acknowledgement, resolution] = within(2).targets;
    const other = within(2, { targets: [{ ...resolution!, kind: 'promise' }] });
    expect((await asked({ policies: [other] })).changed).toMatchObject({ notPromised: 1, newlyPromised: 1 });
    expect((await asked({ policies: [within(2, { targets: [acknowledgement!] })] })).changed).toMatchObject({
      notPromised: 0,
      newlyPromised: 0,
    });
  });

  it('counts cases received in a period, from its first instant up to before its last', async () => {
    await received('one', 1);
    await received('two', 1);
    await received('three', 1);
    const hour = (n: number) => `2026-03-02T${String(n).padStart(2, '0')}:00:00.000Z`;
    const cases = async (question: SimulationQuestion) => (await asked(question)).cases;
    expect(await cases({ from: hour(10) })).toBe(2);
    expect(await cases({ to: hour(10) })).toBe(1);
    expect(await cases({ from: hour(10), to: hour(11) })).toBe(1);
    expect(await cases({ from: hour(12) })).toBe(0);
  });

  it('counts cases that the actor may see', async () => {
    await received('open', 1);
    await received('hidden', 1, { confidential: true });
    expect((await asked({}, supervisor)).cases).toBe(2);
    expect((await asked({}, agent)).cases).toBe(1);
  });

  it('counts what falls due between the last event and now', async () => {
    await received('open');
    life.clock.advance(2 * HOUR_MS);
    expect(kept((await asked()).recorded)).toEqual([0, 0, 1]);
    life.clock.advance(1);
    expect(kept((await asked()).recorded)).toEqual([0, 1, 0]);
    expect(kept((await asked()).simulated)).toEqual([0, 1, 0]);
  });

  it('tells how far it has come, at the start and every second', async () => {
    await received('one', 1);
    await received('two', 1);
    const told: SimulationProgress[] = [];
    const { signal } = new AbortController();
    const readStream = life.store.readStream.bind(life.store);
    life.store.readStream = async (...args) => {
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      return readStream(...args);
    };
    await life.module.simulations.run({}, supervisor, { signal, onProgress: (progress) => told.push(progress) });
    expect(told).toEqual([
      { receipts: 0, cases: 0 },
      { receipts: 0, cases: 0 },
      { receipts: 1, cases: 1 },
    ]);
  });

  it('ends when nobody waits for it any more', async () => {
    for (let i = 0; i < 5; i++) await received(`case ${i}`, 1);
    const controller = new AbortController();
    let read = 0;
    const readStream = life.store.readStream.bind(life.store);
    life.store.readStream = (...args) => {
      if (++read === 2) controller.abort(new Error('gone'));
      return readStream(...args);
    };
    const listener = { signal: controller.signal, onProgress: () => undefined };
    await expect(life.module.simulations.run({}, supervisor, listener)).rejects.toThrow('gone');
    expect(read).toBe(2);
    expect((await asked()).cases).toBe(5);
  });

  it('runs beside one other, and no more', async () => {
    for (let i = 0; i < 5; i++) await received(`case ${i}`, 1);
    const of = (via: string): Promise<SimulationResult> => asked({}, { ...supervisor, via });
    const three = await Promise.allSettled([of('one'), of('two'), of('three')]);
    expect(three.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect((three[2] as PromiseRejectedResult).reason).toBeInstanceOf(TooManySimulationsError);
    expect((await asked()).cases).toBe(5);
  });

  it('runs once for each key, whoever the key speaks for', async () => {
    await received('case', 1);
    const two = await Promise.allSettled([asked(), asked({}, { ...supervisor, id: 'other' })]);
    expect(two.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect((two[1] as PromiseRejectedResult).reason).toBeInstanceOf(SimulationUnderWayError);
    expect((await asked()).cases).toBe(1);
  });

  it('lets others have their turn between two cases', async () => {
    for (let i = 0; i < 20; i++) await received(`case ${i}`, 1);
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    await asked();
    clearInterval(timer);
    expect(turns).toBeGreaterThan(1);
  });

  it.each<[string, SimulationQuestion, readonly [string, string][]]>([
    ['a period that ends before it begins', { from: '2026-03-02', to: '2026-03-01' }, [['/to', 'out-of-range']]],
    ['no such policy', { policies: [{ name: 'gone', version: 1 }] }, [['/policies/0', 'no-such-thing']]],
    ['no such version', { policies: [{ name: 'desk', version: 9 }] }, [['/policies/0', 'no-such-thing']]],
    ['two of one name', { policies: [within(1), { name: 'desk', version: 1 }] }, [['/policies/1/name', 'repeated']]],
    [
      'a version with something else',
      { policies: [{ name: 'desk', version: 1, priority: 3 }] },
      [['/policies/0/priority', 'unknown-field']],
    ],
    ['no such calendar', { calendars: { gone: 1 } }, [['/calendars/gone', 'no-such-thing']]],
    ['no such version of it', { calendars: { always: 9 } }, [['/calendars/always', 'no-such-thing']]],
    [
      'a calendar that never opens',
      { calendars: { mine: { ...roundTheClockCalendar(), weekly: {} } } },
      [['/calendars/mine/weekly', 'never-opens']],
    ],
    [
      'a calendar of no possible name',
      { calendars: { 'a/b': roundTheClockCalendar() } },
      [['/calendars/a~1b', 'wrong-name']],
    ],
    ['a policy without targets', { policies: [within(1, { targets: [] })] }, [['/policies/0/targets', 'no-targets']]],
    [
      'a policy that counts by a calendar nobody knows',
      { policies: [within(1, {}, 'mine')] },
      [
        ['/policies/0/targets/0/calendar', 'unknown-calendar'],
        ['/policies/0/targets/1/calendar', 'unknown-calendar'],
      ],
    ],
    ['what is no policy', { policies: ['desk'] }, [['/policies/0', 'wrong-type']]],
    ['what is no calendar', { calendars: { always: 'mine' } }, [['/calendars/always', 'wrong-type']]],
    ['a policy without a name', { policies: [nameless] }, [['/policies/0/name', 'missing-field']]],
    [
      'more than one thing, and not of what is fine',
      {
        policies: [{ name: 'gone', version: 1 }, within(1, {}, 'mine')],
        calendars: { gone: 1, mine: officeCalendar() },
      },
      [
        ['/calendars/gone', 'no-such-thing'],
        ['/policies/0', 'no-such-thing'],
      ],
    ],
  ])('is refused of %s', async (_what, question, problems) => {
    const asking = asked(question).catch((error: unknown) => error as InvalidQuestionError);
    const error = (await asking) as InvalidQuestionError;
    expect(error).toBeInstanceOf(InvalidQuestionError);
    expect(error.problems.map(({ pointer, code }) => [pointer, code])).toEqual(problems);
  });
});
