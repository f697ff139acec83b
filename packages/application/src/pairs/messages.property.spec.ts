import { type ReceiveComplaint } from '@redress/domain';
import { InMemoryEventStore, openEnvelope } from '@redress/event-store';
import fc from 'fast-check';
import { type CaseModule, caseModule } from '../case-module';
import { CASE_STREAM_PREFIX, caseIdOf } from '../case-stream';
import { ManualClock } from '../testing/manual-clock';
import { agent, request, supervisor } from '../testing/requests';

const receipt: ReceiveComplaint = {
  type: 'ReceiveComplaint',
  channel: 'email',
  text: 'The parcel never came',
  complainant: { name: 'Cleo', email: 'cleo@example.org' },
};
const zoe = { ...agent, id: 'zoe' };

/** Cases merged one into the next: which of them are hidden from Zoe when she gives the message, and when she repeats it. */
const chains = fc.record({
  hidden: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
  hiddenLater: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
});

async function chainOf(here: CaseModule, clock: ManualClock, length: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n <= length; n++) {
    ids.push((await here.service.handle(request(`receive ${n}`, receipt))).state.id);
    clock.advance(1_000);
  }
  for (const [n, into] of ids.slice(1).entries()) {
    await here.service.handle(
      request(`merge ${n}`, { type: 'MergeComplaint', into }, { caseId: ids[n] ?? '', actor: supervisor }),
    );
  }
  return ids;
}

describe('a message to a merged case that the caller sees', () => {
  it('is recorded once, where things go on, and answered twice alike with a case that the caller saw', async () => {
    await fc.assert(
      fc.asyncProperty(chains, async ({ hidden, hiddenLater }) => {
        const store = new InMemoryEventStore();
        const clock = new ManualClock('2026-03-02T09:00:00.000Z');
        const here = caseModule({ store, clock, settleHorizonMs: 0 });
        const ids = await chainOf(here, clock, hidden.length);
        const [addressed = '', ...others] = ids;
        const hide = async (isHidden: readonly boolean[], when: string): Promise<void> => {
          for (const [n, id] of others.entries()) {
            const by = { caseId: id, actor: supervisor };
            const command = isHidden[n]
              ? ({ type: 'RestrictAccess', to: [], reason: 'delicate' } as const)
              : ({ type: 'UnrestrictAccess' } as const);
            await here.service.handle(request(`${when} ${n}`, command, by));
          }
          clock.advance(1_000);
        };
        const tell = () =>
          here.service.handle(
            request('tell', { type: 'RecordMessage', text: 'Any news?' }, { caseId: addressed, actor: zoe }),
          );

        await hide(hidden, 'first');
        const first = await tell();
        await hide(hiddenLater, 'later');
        const again = await tell();

        const { events } = await store.readAll({ limit: 1_000, filter: { streamPrefixes: [CASE_STREAM_PREFIX] } });
        const messages = events.map(openEnvelope).filter(({ type }) => type === 'MessageReceived');
        const last = others.at(-1);
        expect(messages.map(({ stream }) => caseIdOf(stream))).toEqual([last]);
        expect(first.state.id).toBe(hidden.at(-1) === true ? addressed : last);
        expect(again).toEqual({ ...first, effect: 'replayed' });
      }),
      { numRuns: 60 },
    );
  });
});
