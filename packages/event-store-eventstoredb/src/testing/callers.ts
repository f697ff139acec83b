import { randomUUID } from 'node:crypto';
import {
  AppendRefusedError,
  OutcomeUnknownError,
  StoreUnavailableError,
  WrongExpectedRevisionError,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
} from '@redress/event-store';

export interface Load {
  readonly callers: number;
  /** How many streams they share. */
  readonly streams: number;
  /** How many appends each has to bring in. */
  readonly appends: number;
}

export interface Witness {
  /** Per stream, the ids by the revisions they were acknowledged at. */
  readonly acknowledged: ReadonlyMap<string, ReadonlyMap<number, string>>;
  /** Whose batch was refused: it must not be in the log. */
  readonly refused: ReadonlySet<string>;
  /** The longest time that any answer took, in milliseconds. */
  readonly slowest: number;
  /** How often a caller was told that its append may or may not be written, and repeated the same batch. */
  readonly toldUnknown: number;
  /** How often a caller was told that nothing was written or read, and tried again. */
  readonly toldUnavailable: number;
}

/** Every other one is rare, so that a filter has something to leave out. */
const TYPES = ['Common', 'Rare'] as const;

/** Callers as they should be: each repeats what is unknown, reads again what was refused, and keeps account. */
export async function callers(store: EventStore, load: Load): Promise<Witness> {
  const streams = Array.from({ length: load.streams }, () => `case-${randomUUID()}`);
  const acknowledged = new Map(streams.map((stream) => [stream, new Map<number, string>()]));
  const refused = new Set<string>();
  let [slowest, toldUnknown, toldUnavailable] = [0, 0, 0];

  async function timed<T>(run: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await run();
    } finally {
      slowest = Math.max(slowest, performance.now() - start);
    }
  }

  function passes(error: unknown): void {
    if (error instanceof OutcomeUnknownError) toldUnknown++;
    else if (error instanceof StoreUnavailableError) toldUnavailable++;
    else throw error;
  }

  /** The revision it was written at; null when it was refused. */
  async function settled(stream: string, expected: ExpectedRevision, event: NewEvent): Promise<number | null> {
    for (;;) {
      try {
        return (await timed(() => store.append(stream, expected, [event]))).revision;
      } catch (error) {
        if (error instanceof WrongExpectedRevisionError || error instanceof AppendRefusedError) return null;
        passes(error);
      }
    }
  }

  async function lastRevision(stream: string): Promise<ExpectedRevision> {
    for (;;) {
      try {
        const [last] = await timed(() => store.readStream(stream, { direction: 'backwards', limit: 1 }));
        return last?.revision ?? 'noStream';
      } catch (error) {
        passes(error);
      }
    }
  }

  async function caller(index: number): Promise<void> {
    const stream = streams[index % streams.length] as string;
    let expected: ExpectedRevision = 'noStream';
    for (let left = load.appends; left > 0;) {
      const event = someEvent(TYPES[left % TYPES.length] as string);
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
  return { acknowledged, refused, slowest, toldUnknown, toldUnavailable };
}

function someEvent(type: string): NewEvent {
  const metadata = '{"actor":{"id":"ann","kind":"person"},"recordedAt":"2026-03-02T09:00:00.000Z"}';
  return { id: randomUUID(), type, schemaVersion: 1, data: '{"personal":{"text":"a note"}}', metadata, hash: null };
}
