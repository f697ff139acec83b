import { randomUUID } from 'node:crypto';
import {
  OutcomeUnknownError,
  StoreUnavailableError,
  WrongExpectedRevisionError,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
} from '@redress/event-store';
import { idsOf, newEvent, newStream } from '@redress/event-store/contract';

export interface Load {
  readonly callers: number;
  /** How many streams they share. */
  readonly streams: number;
  /** How many appends each has to bring in. */
  readonly appends: number;
}

export interface Witness {
  /** Per stream, in the order of revisions. */
  readonly acknowledged: ReadonlyMap<string, ReadonlyMap<number, string>>;
  /** Whose batch was refused: it must not be in the log. */
  readonly refused: ReadonlySet<string>;
  /** The longest time that any answer took, in milliseconds. */
  readonly slowest: number;
  /** How often the same batch had to be repeated by its caller. */
  readonly repeated: number;
}

/** Callers as they should be: each repeats what is unknown, reads again what was refused, and keeps account. */
export async function callers(store: EventStore, load: Load): Promise<Witness> {
  const streams = Array.from({ length: load.streams }, () => newStream('case'));
  const acknowledged = new Map(streams.map((stream) => [stream, new Map<number, string>()]));
  const refused = new Set<string>();
  let [slowest, repeated] = [0, 0];

  async function timed<T>(run: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await run();
    } finally {
      slowest = Math.max(slowest, performance.now() - start);
    }
  }

  /** The revision it was written at; null when it was refused. */
  async function settled(stream: string, expected: ExpectedRevision, event: NewEvent): Promise<number | null> {
    for (;;) {
      try {
        return (await timed(() => store.append(stream, expected, [event]))).revision;
      } catch (error) {
        if (error instanceof WrongExpectedRevisionError) return null;
        if (!(error instanceof OutcomeUnknownError || error instanceof StoreUnavailableError)) throw error;
        repeated++;
      }
    }
  }

  async function lastRevision(stream: string): Promise<ExpectedRevision> {
    for (;;) {
      try {
        const [last] = await timed(() => store.readStream(stream, { direction: 'backwards', limit: 1 }));
        return last?.revision ?? 'noStream';
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
        repeated++;
      }
    }
  }

  async function caller(index: number): Promise<void> {
    const stream = streams[index % streams.length] as string;
    let expected: ExpectedRevision = 'noStream';
    for (let left = load.appends; left > 0;) {
      const event = newEvent({ id: randomUUID() });
      const revision = await settled(stream, expected, event);
      if (revision === null) {
        refused.add(event.id);
        expected = await lastRevision(stream);
        continue;
      }
      const known = acknowledged.get(stream) as Map<number, string>;
      if (known.has(revision)) throw new Error(`Revision ${revision} of ${stream} was acknowledged twice`);
      known.set(revision, event.id);
      expected = revision;
      left--;
    }
  }

  await Promise.all(Array.from({ length: load.callers }, (_, index) => caller(index)));
  return { acknowledged, refused, slowest, repeated };
}

/** Nothing acknowledged is missing, nothing is there twice or against a refusal. Gives how many events there are. */
export async function expectKept(store: EventStore, { acknowledged, refused }: Witness): Promise<number> {
  let count = 0;
  for (const [stream, byRevision] of acknowledged) {
    const stored = idsOf(await store.readStream(stream));
    const expected = [...byRevision.entries()].sort(([a], [b]) => a - b).map(([, id]) => id);
    expect(stored).toEqual(expected);
    expect(stored.filter((id) => refused.has(id))).toEqual([]);
    count += stored.length;
  }
  return count;
}
