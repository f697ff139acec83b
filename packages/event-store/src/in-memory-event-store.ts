import { assertAppendable } from './append-rules';
import { CatchUpSubscription } from './catch-up-subscription';
import { StoreUnusableError, WrongExpectedRevisionError } from './errors';
import {
  START,
  type AppendResult,
  type EventStore,
  type ExpectedRevision,
  type LogPage,
  type NewEvent,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type ReadStreamsOptions,
  type StoredEvent,
  type StreamsPage,
  type SubscribeOptions,
  type Subscriber,
  type Subscription,
} from './event-store';
import { judgeExpected } from './expected-revision';
import { assertLimit, assertRevision, matching, pageLimit, upToCharacters } from './read-rules';

/** Keeps everything in the memory of one process: for tests and for trying things out. */
export class InMemoryEventStore implements EventStore {
  private readonly log: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();
  private readonly subscriptions = new Set<CatchUpSubscription>();
  private readonly listeners = new Set<() => void>();
  private isClosed = false;

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    this.assertOpen();
    assertAppendable(stream, expected, events);
    const stored = this.streams.get(stream) ?? [];
    const verdict = judgeExpected(expected, stored.length - 1);
    if (verdict === 'append') return this.write(stream, stored, events);
    const first = verdict === 'wrong' ? [] : stored.slice(verdict.from, verdict.from + events.length);
    const last = first.at(-1);
    if (last !== undefined && events.every(({ id }, index) => first[index]?.id === id)) {
      return { revision: last.revision, position: last.position };
    }
    throw new WrongExpectedRevisionError(stream, expected, stored.length === 0 ? null : stored.length - 1);
  }

  async readStream(stream: string, options: ReadStreamOptions = {}): Promise<readonly StoredEvent[]> {
    this.assertOpen();
    const stored = this.streams.get(stream) ?? [];
    const limit = options.limit === undefined ? stored.length : assertLimit(options.limit);
    const from = options.from === undefined ? undefined : assertRevision(options.from);
    const characters = options.characters === undefined ? undefined : assertLimit(options.characters);
    if (options.direction === 'backwards') {
      const backwards = stored
        .slice(0, (from ?? stored.length) + 1)
        .reverse()
        .slice(0, limit);
      return upToCharacters(backwards, characters);
    }
    return upToCharacters(stored.slice(from ?? 0, (from ?? 0) + limit), characters);
  }

  async readAll(options: ReadAllOptions = {}): Promise<LogPage> {
    this.assertOpen();
    const limit = pageLimit(options);
    const matches = matching(options.filter);
    const events: StoredEvent[] = [];
    const after = options.after ?? START;
    let index = Number(after);
    for (; index < this.log.length && events.length < limit; index++) {
      const event = this.log[index];
      if (event !== undefined && matches(event)) events.push(event);
    }
    return { events, position: this.log[index - 1]?.position ?? after, atEnd: index >= this.log.length };
  }

  async readStreams({ prefixes, upTo, after, limit }: ReadStreamsOptions): Promise<StreamsPage> {
    this.assertOpen();
    const enough = pageLimit(limit === undefined ? {} : { limit });
    const then = [...this.streams.values()].map((events) => events.filter(({ position }) => position <= upTo));
    const inOrder = prefixes.flatMap((prefix) => then.filter(([first]) => first?.stream.startsWith(prefix)));
    const events: StoredEvent[] = [];
    let [next = 0, passed = 0] = (after ?? '0').split('/').map(Number);
    for (; next < inOrder.length && events.length < enough; next++, passed = 0) {
      const rest = (inOrder[next] ?? []).slice(passed);
      const part = rest.slice(0, 2 * enough - events.length);
      events.push(...part);
      if (part.length < rest.length) return { events, cursor: `${next}/${passed + part.length}`, atEnd: false };
    }
    return { events, cursor: String(next), atEnd: next >= inOrder.length };
  }

  async head(): Promise<Position> {
    this.assertOpen();
    return this.log.at(-1)?.position ?? START;
  }

  subscribe(options: SubscribeOptions, subscriber: Subscriber): Subscription {
    this.assertOpen();
    const readAll = (page: ReadAllOptions): Promise<LogPage> => this.readAll(page);
    const onGrowth = (listener: () => void): (() => void) => {
      this.listeners.add(listener);
      return () => this.listeners.delete(listener);
    };
    const subscription = new CatchUpSubscription({ readAll, onGrowth }, options, subscriber);
    this.subscriptions.add(subscription);
    subscription.onEnd(() => this.subscriptions.delete(subscription));
    return subscription;
  }

  async close(): Promise<void> {
    // While these finish their batch they may still read and append.
    await Promise.all([...this.subscriptions].map((subscription) => subscription.close()));
    this.isClosed = true;
  }

  private write(stream: string, stored: StoredEvent[], events: readonly NewEvent[]): AppendResult {
    for (const { id, type, schemaVersion, data, metadata, hash } of events) {
      const place = { stream, revision: stored.length, position: positionOf(this.log.length + 1) };
      const event = Object.freeze({ id, ...place, type, schemaVersion, data, metadata, hash });
      stored.push(event);
      this.log.push(event);
    }
    this.streams.set(stream, stored);
    for (const listener of this.listeners) listener();
    return { revision: stored.length - 1, position: positionOf(this.log.length) };
  }

  private assertOpen(): void {
    if (this.isClosed) throw new StoreUnusableError('The event store is closed: open another');
  }
}

/** As many digits as a safe integer can have, so that positions compare as strings. */
function positionOf(count: number): Position {
  return String(count).padStart(16, '0');
}
