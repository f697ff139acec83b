import { type Actor, CalendarRangeError, type Policy, type Role } from '@redress/domain';
import { InMemoryEventStore, START } from '@redress/event-store';
import { caseModule } from '../case-module';
import { caseStream } from '../case-stream';
import { request, supervisor } from '../testing/requests';
import { type SimulationQuestion } from './question';
import { type SimulationProgress, type Simulations } from './simulations';
import { Life } from './testing/lives';

function within(hours: number, name: string, when: Policy['when'] = {}): Policy {
  const duration = { n: hours, unit: 'hours' } as const;
  const target = { metric: 'acknowledgement', kind: 'promise', duration, calendar: 'always', pauses: [] } as const;
  return { name, priority: 1, when, targets: [target], reopenWindow: 30 };
}

const actor = (role: Role): Actor => ({ id: 'zoe', kind: 'person', role, via: 'desk' });
/** Windows and conditions by which a hidden case could be found step by step. */
const QUESTIONS: readonly SimulationQuestion[] = [
  {},
  { policies: [within(1, 'strict')] },
  { policies: [within(1, 'strict', { category: 'theft' })] },
  { from: '2026-03-02T09:30:00.000Z', to: '2026-03-02T10:30:00.000Z' },
  { from: '2026-03-02T10:30:00.000Z' },
];

describe('a simulation for who may not see some cases', () => {
  let life: Life;
  let hidden: string[];

  const received = async (key: string, more: object = {}): Promise<string> => {
    const receipt = {
      ...{ type: 'ReceiveComplaint', channel: 'email', text: 'Lost', complainant: { name: 'Cleo' } },
      ...more,
    } as const;
    const { state } = await life.module.service.handle(request(key, receipt as never, { actor: supervisor }));
    life.clock.advance(1_800_000);
    const acknowledge = { type: 'AcknowledgeComplaint', handler: { id: 'bo', name: 'Bo' } } as const;
    await life.module.service.handle(request(`${key} +`, acknowledge, { caseId: state.id, actor: supervisor }));
    return state.id;
  };

  beforeEach(async () => {
    life = new Life();
    await life.publish([within(2, 'desk')]);
    await received('open one');
    hidden = [await received('hidden one', { confidential: true, category: 'theft' })];
    await received('open two');
    hidden.push(await received('hidden two', { confidential: true, category: 'theft' }));
    // Nobody can say who may see a damaged case.
    hidden.push(await received('damaged'));
    const event = { id: 'd0000000-0000-4000-8000-000000000009', type: 'X', schemaVersion: 1, data: '{}' };
    await life.store.append(caseStream(hidden[2] as string), 'any', [{ ...event, metadata: '{}', hash: null }]);
  });

  /** The log without the hidden cases. */
  async function without(): Promise<InMemoryEventStore> {
    const store = new InMemoryEventStore();
    const { events } = await life.store.readAll({ after: START, limit: 1_000 });
    for (const { stream, revision, position: _position, ...event } of events) {
      if (hidden.some((id) => stream === caseStream(id))) continue;
      await store.append(stream, revision - 1 < 0 ? 'noStream' : revision - 1, [event]);
    }
    return store;
  }

  async function told(simulations: Simulations, question: SimulationQuestion, by: Actor) {
    const progress: SimulationProgress[] = [];
    const onProgress = (it: SimulationProgress): void => void progress.push(it);
    const result = await simulations.run(question, by, { signal: new AbortController().signal, onProgress });
    return { result, progress };
  }

  it.each<Role>(['agent', 'integration'])('says to %s what it says of a log without them', async (role) => {
    const bare = caseModule({ store: await without(), clock: life.clock, settleHorizonMs: 0 });
    for (const question of QUESTIONS) {
      const by = actor(role);
      const seen = await told(life.module.simulations, question, by);
      expect(seen).toEqual(await told(bare.simulations, question, by));
      expect(seen.result.uncounted).toBe(0);
    }
    expect((await told(bare.simulations, {}, actor(role))).result.cases).toBe(2);
  });

  it.each<Role>(['supervisor', 'admin', 'auditor'])(
    'counts all of them for %s, also what cannot be played',
    async (role) => {
      const { result } = await told(life.module.simulations, {}, actor(role));
      expect([result.cases, result.uncounted]).toEqual([4, 1]);
    },
  );

  it('counts what is due beyond the calendar, and names no case', async () => {
    life.module.catalog.calendar = () => {
      throw new CalendarRangeError('beyond');
    };
    const { result } = await told(life.module.simulations, {}, actor('agent'));
    expect([result.cases, result.uncounted]).toEqual([0, 2]);
  });
});
