import { randomUUID } from 'node:crypto';

/** An event as the server keeps it. */
export interface ServerEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: bigint;
  /** Where it begins in the log; commit and prepare position are the same for every event that is not a transaction's. */
  readonly position: bigint;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  /** .NET ticks of 100 ns since 1970. */
  readonly created: bigint;
}

/** An event as it arrives. */
export type ProposedEvent = Pick<ServerEvent, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;

export type ServerExpected = 'any' | 'noStream' | 'streamExists' | bigint;

export type AppendOutcome =
  | { readonly kind: 'written'; readonly revision: bigint; readonly position: bigint }
  | { readonly kind: 'wrong-revision'; readonly current: bigint | null }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'too-large'; readonly limit: number };

interface Stream {
  readonly events: ServerEvent[];
  /** Reads begin here: everything before it was soft-deleted. */
  truncateBefore: bigint;
  tombstoned: boolean;
}

/** About what the server writes beside the texts of an event, in bytes: positions have holes. */
const RECORD_OVERHEAD = 130;

/** What the server keeps and decides: appends with its idempotency, soft deletes, tombstones. Knows nothing of gRPC. */
export class ServerLog {
  readonly all: ServerEvent[] = [];
  private readonly streams = new Map<string, Stream>();
  private readonly listeners = new Set<() => void>();
  private readonly ids = new Set<string>();
  private end = 0n;

  constructor(private readonly maxAppendBytes: number) {}

  append(name: string, expected: ServerExpected, events: readonly ProposedEvent[]): AppendOutcome {
    if (sizeOf(events) > this.maxAppendBytes) return { kind: 'too-large', limit: this.maxAppendBytes };
    const stream = this.streams.get(name);
    if (stream?.tombstoned) return { kind: 'deleted' };
    const last = this.lastRevision(name);
    const current = last < 0n ? null : last;
    if (stream !== undefined && expected === 'streamExists' && !isThere(stream)) return { kind: 'deleted' };
    const repeated = stream && repetition(stream, expected, events);
    if (repeated === 'mixed') return { kind: 'wrong-revision', current };
    if (repeated !== undefined) return { kind: 'written', revision: repeated.revision, position: repeated.position };
    if (!accepts(stream, expected, last)) return { kind: 'wrong-revision', current };
    return this.write(name, events);
  }

  /** What readers of the stream see; undefined when there is nothing, as after a soft delete. */
  read(name: string): readonly ServerEvent[] | 'tombstoned' | undefined {
    const stream = this.streams.get(name);
    if (stream?.tombstoned) return 'tombstoned';
    const events = stream?.events.slice(Number(stream.truncateBefore)) ?? [];
    return events.length === 0 ? undefined : events;
  }

  /** Gone for readers, but no-stream is right again and revisions go on. */
  softDelete(name: string): void {
    const stream = this.streams.get(name);
    if (stream === undefined) return;
    stream.truncateBefore = this.lastRevision(name) + 1n;
    this.writeSystem(`$$${name}`, '$metadata', '{"$tb":9223372036854775807}');
  }

  /** Gone for good: nothing can be appended any more. */
  tombstone(name: string): void {
    this.writeSystem(name, '$streamDeleted', '');
    const stream = this.streams.get(name);
    if (stream) stream.tombstoned = true;
  }

  /** What the server itself writes, statistics say. */
  writeSystem(stream: string, type: string, data: string): void {
    const text = Buffer.from(data);
    this.write(stream, [{ id: randomUUID(), type, contentType: 'application/json', data: text, metadata: text }]);
  }

  /** Index of the first event at or after the position. */
  indexFrom(position: bigint): number {
    let [low, high] = [0, this.all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.all[middle]?.position ?? 0n) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Whether one of them is written already. */
  holds(events: readonly ProposedEvent[]): boolean {
    return events.some(({ id }) => this.ids.has(id));
  }

  /** -1 when nothing was ever written there. */
  lastRevision(name: string): bigint {
    return BigInt(this.streams.get(name)?.events.length ?? 0) - 1n;
  }

  onAppend(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private write(name: string, events: readonly ProposedEvent[]): AppendOutcome {
    const stream = this.streams.get(name) ?? { events: [], truncateBefore: 0n, tombstoned: false };
    this.streams.set(name, stream);
    const created = BigInt(Date.now()) * 10_000n;
    for (const { id, type, contentType, data, metadata } of events) {
      const place = { stream: name, revision: BigInt(stream.events.length), position: this.end };
      const event = { id, ...place, type, contentType, data, metadata, created };
      this.end += BigInt(RECORD_OVERHEAD + data.length + metadata.length + 2 * type.length);
      stream.events.push(event);
      this.all.push(event);
      this.ids.add(id);
    }
    for (const listener of this.listeners) listener();
    const position = stream.events.at(-1)?.position ?? 0n;
    return { kind: 'written', revision: BigInt(stream.events.length) - 1n, position };
  }
}

/** As the server counts: a type in UTF-16. */
function sizeOf(events: readonly ProposedEvent[]): number {
  return events.reduce((sum, { data, metadata, type }) => sum + data.length + metadata.length + 2 * type.length, 0);
}

function accepts(stream: Stream | undefined, expected: ServerExpected, last: bigint): boolean {
  if (expected === 'any') return true;
  const there = stream !== undefined && isThere(stream);
  if (expected === 'streamExists') return there;
  return expected === 'noStream' ? !there : expected === last;
}

/** Readers see something of it. */
function isThere({ events, truncateBefore }: Stream): boolean {
  return BigInt(events.length) > truncateBefore;
}

/**
 * Only ids count. A batch that stands there as a whole is the same batch. One that begins there and goes on otherwise is
 * mixed, which is a wrong version even where any would do. Undefined: it is a new one, as far as ids can tell.
 */
function repetition(
  { events: written }: Stream,
  expected: ServerExpected,
  events: readonly ProposedEvent[],
): ServerEvent | 'mixed' | undefined {
  const [first] = events;
  if (first === undefined) return undefined;
  const from =
    expected === 'any' || expected === 'streamExists'
      ? written.findLastIndex(({ id }) => id === first.id)
      : Number(expected === 'noStream' ? 0n : expected + 1n);
  const there = written.slice(from, from + events.length);
  if (from < 0 || there[0]?.id !== first.id) return undefined;
  const last = there.at(-1);
  if (there.length < events.length || there.some(({ id }, index) => id !== events[index]?.id)) return 'mixed';
  return last;
}
