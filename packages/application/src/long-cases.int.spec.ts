import { randomUUID } from 'node:crypto';
import { supervisor } from '@redress/domain/testing';
import {
  type EventStore,
  InMemoryEventStore,
  type ReadStreamOptions,
  seal,
  type StoredEvent,
} from '@redress/event-store';
import { type CaseModule, caseModule } from './case-module';
import { caseStream } from './case-stream';
import { ManualClock } from './testing/manual-clock';

jest.setTimeout(60_000);

const SECOND_MS = 1_000;
const BEGUN = Date.parse('2026-03-02T09:00:00.000Z');
const instant = (n: number): string => new Date(BEGUN + n * SECOND_MS).toISOString();

/** Counts the events that it hands out of streams. */
class CountingStore {
  handedOut = 0;
  readonly inner = new InMemoryEventStore();

  get store(): EventStore {
    const readStream = async (stream: string, options?: ReadStreamOptions): Promise<readonly StoredEvent[]> => {
      const events = await this.inner.readStream(stream, options);
      this.handedOut += events.length;
      return events;
    };
    return Object.assign(Object.create(this.inner) as EventStore, { readStream });
  }

  async reading(work: () => Promise<unknown>): Promise<number> {
    const before = this.handedOut;
    await work();
    return this.handedOut - before;
  }
}

/** How often the event loop came round while something was done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isOver = false;
  const count = (): void => {
    if (isOver) return;
    turns += 1;
    setImmediate(count);
  };
  setImmediate(count);
  await work();
  isOver = true;
  return turns;
}

describe('a case of many events', () => {
  const MANY = 3_000;
  const counting = new CountingStore();
  const clock = new ManualClock(instant(MANY + 3_600));
  const id = randomUUID();
  const fresh = (): CaseModule => caseModule({ store: counting.store, clock });

  beforeAll(async () => {
    const early = caseModule({ store: counting.store, clock: new ManualClock(instant(0)) });
    const command = {
      type: 'ReceiveComplaint',
      channel: 'email',
      text: 'It rattles.',
      complainant: { name: 'Ann' },
    } as const;
    await early.service.handle({ caseId: id, command, actor: supervisor, commandId: randomUUID() });
    const { end } = await early.repository.load(id);
    const drafts = Array.from({ length: MANY }, (_, n) => ({
      type: 'NoteAdded',
      schemaVersion: 1,
      data: { personal: { text: `Note ${n}` } },
      metadata: {
        actor: supervisor,
        occurredAt: instant(n + 1),
        occurredAtPrecision: 'instant' as const,
        recordedAt: instant(n + 1),
        commandId: randomUUID(),
        correlationId: randomUUID(),
      },
    }));
    const sealed = seal(caseStream(id), end, drafts);
    for (let from = 0; from < MANY; from += 500) {
      await counting.inner.append(caseStream(id), from, sealed.slice(from, from + 500));
    }
  });

  it('is folded in slices: others have their turn in between, and no two slices are in one turn', async () => {
    const module = fresh();
    const turns = await turnsDuring(() => module.repository.load(id));
    expect(turns).toBeGreaterThanOrEqual(MANY / 200 - 1);
    const pasts = [500, 1_500, 2_900].map((n) => ({ asOf: instant(n) }));
    const past = (moment: object): Promise<unknown> => module.reader.get(id, supervisor, moment);
    const alone = await turnsDuring(() => past({ asOfOccurred: instant(2_900) }));
    const together = await turnsDuring(() => Promise.all([...pasts, ...pasts].map(past)));
    expect(together).toBeGreaterThanOrEqual(2 * alone);
  });

  it('is read once by all who ask for it at once', async () => {
    const module = fresh();
    const read = await counting.reading(() =>
      Promise.all(Array.from({ length: 10 }, () => module.repository.load(id))),
    );
    // Each looks at the first page, by which it learns that the case is long.
    expect(read).toBeLessThanOrEqual(MANY + 10 * 200 + 1);
  });

  it('is read as far as a past needs, and a page of its history reads a page', async () => {
    const { repository, reader } = fresh();
    await repository.load(id);
    expect(await counting.reading(() => reader.get(id, supervisor, { asOf: instant(150) }))).toBe(200);
    expect(await counting.reading(() => reader.events(id, supervisor, {}, { limit: 1 }))).toBe(2);
    expect(await counting.reading(() => reader.events(id, supervisor, {}, { after: 2_000, limit: 5 }))).toBe(7);
  });

  it('gives its history page by page, each event once, as of a moment too', async () => {
    const { reader } = fresh();
    for (const [moment, last] of [
      [{}, MANY],
      [{ asOf: instant(1_203) }, 1_203],
      [{ asOfOccurred: instant(402) }, 402],
    ] as const) {
      const revisions: number[] = [];
      for (let after = -1, hasMore = true; hasMore;) {
        const page = await reader.events(id, supervisor, moment, { after, limit: 150 });
        revisions.push(...page.events.map(({ revision }) => revision));
        ({ hasMore } = page);
        after = revisions.at(-1) as number;
        expect(page.events.length).toBeLessThanOrEqual(150);
      }
      expect(revisions).toEqual([...Array(last + 1).keys()]);
    }
  });

  it('is remembered alone when it is larger than all that may be remembered', async () => {
    const module = caseModule({ store: counting.store, clock, cachedBytes: 1_000_000 });
    const { end } = await module.repository.load(id);
    expect(module.repository.remembered(id)?.end).toEqual(end);
    expect(await counting.reading(() => module.repository.load(id))).toBe(0);
  });
});

describe('what is remembered of cases', () => {
  const TEXT = 400_000;

  async function received(module: CaseModule, text: string): Promise<string> {
    const caseId = randomUUID();
    const command = { type: 'ReceiveComplaint', channel: 'email', text, complainant: { name: 'Ann' } } as const;
    await module.service.handle({ caseId, command, actor: supervisor, commandId: randomUUID() });
    return caseId;
  }

  it('is bounded by its size: of large cases there are few, of small ones many', async () => {
    const module = caseModule({ store: new InMemoryEventStore(), cachedBytes: 8_000_000 });
    const remembered = (ids: readonly string[]): number => ids.filter((id) => module.repository.remembered(id)).length;
    const ids: string[] = [];
    for (let n = 0; n < 30; n++) ids.push(await received(module, `${n}`.padEnd(TEXT, '.')));
    expect(remembered(ids)).toBeGreaterThan(5);
    expect(remembered(ids) * TEXT).toBeLessThan(8_000_000);
    const small: string[] = [];
    for (let n = 0; n < 300; n++) small.push(await received(module, 'It rattles.'));
    expect(remembered(small)).toBe(300);
  });

  it('is nothing when either bound is 0', async () => {
    for (const bound of [{ cachedCases: 0 }, { cachedBytes: 0 }]) {
      const module = caseModule({ store: new InMemoryEventStore(), ...bound });
      expect(module.repository.remembered(await received(module, 'It rattles.'))).toBeUndefined();
    }
  });
});
