import { createHash, randomUUID } from 'node:crypto';
import {
  EMPTY_CHAIN,
  type ChainEnd,
  type EventStore,
  InMemoryEventStore,
  type NewEvent,
  OutcomeUnknownError,
  seal,
  type StoredEvent,
} from '@redress/event-store';
import fc from 'fast-check';
import { copyLog } from '../src/copy/copy-log';
import { everyEvent } from './support/log';
import { draft } from './support/sealed-log';

/** Which stream each event of a log is appended to. */
const history = fc.array(fc.constantFrom('case-1', 'case-2', 'policy-x', 'settings-secret', 'processor-pairs'), {
  maxLength: 40,
});

const own = (n: number): NewEvent => ({
  id: randomUUID(),
  type: 'Noted',
  schemaVersion: 1,
  data: `{"n":${n}}`,
  metadata: '{}',
  hash: null,
});

async function logOf(streams: readonly string[], store: EventStore = new InMemoryEventStore()): Promise<EventStore> {
  const ends = new Map<string, ChainEnd>();
  for (const [n, stream] of streams.entries()) {
    if (/^(settings|processor)-/.test(stream)) {
      await store.append(stream, 'any', [own(n)]);
      continue;
    }
    const end = ends.get(stream) ?? EMPTY_CHAIN;
    const [event] = seal(stream, end, [draft(n)]);
    if (event === undefined) continue;
    await store.append(stream, end.revision === -1 ? 'noStream' : end.revision, [event]);
    ends.set(stream, event);
  }
  return store;
}

/** Written down anew, so that it can differ from what the copy itself compares. */
async function toldBy(store: EventStore): Promise<readonly Omit<StoredEvent, 'position'>[]> {
  const told: Omit<StoredEvent, 'position'>[] = [];
  for await (const { position: _position, ...event } of everyEvent(store)) {
    if (!event.stream.startsWith('processor-')) told.push(event);
  }
  return told;
}

/** Fails once, at the n-th append, having done it or not. */
class BreakingStore extends InMemoryEventStore {
  constructor(
    private left: number,
    private readonly isDone: boolean,
  ) {
    super();
  }

  override async append(...args: Parameters<EventStore['append']>): ReturnType<EventStore['append']> {
    if (this.left-- !== 0) return super.append(...args);
    if (this.isDone) await super.append(...args);
    throw new OutcomeUnknownError('The connection broke');
  }

  /** It breaks no more. */
  mend(): void {
    this.left = -1;
  }
}

/** Somebody else appends to it whenever somebody looks how far it goes. */
class BusyStore extends InMemoryEventStore {
  override async head(): Promise<string> {
    const position = await super.head();
    await this.append('case-1', 'any', [own(1)]);
    return position;
  }
}

describe('a copied log', () => {
  it.each([true, false])(
    'says what its source says, in the same order; committed together: %s',
    async (commitsTogether) => {
      await fc.assert(
        fc.asyncProperty(history, async (streams) => {
          const source = await logOf(streams);
          const store = new InMemoryEventStore();
          const copied = await copyLog(source, { store, commitsTogether });
          const told = await toldBy(source);
          expect(await toldBy(store)).toEqual(told);
          const digest = createHash('sha256');
          for (const { stream, revision, id, type, schemaVersion, hash, data, metadata } of told) {
            digest.update(`${JSON.stringify([stream, revision, id, type, schemaVersion, hash, data, metadata])}\n`);
          }
          expect(copied).toEqual({
            events: told.length,
            copied: told.length,
            streams: new Set(told.map(({ stream }) => stream)).size,
            digest: digest.digest('hex'),
          });
          expect(await copyLog(source, { store, commitsTogether })).toEqual({ ...copied, copied: 0 });
        }),
        { numRuns: 200 },
      );
    },
  );

  it('is the same when it was broken off anywhere, and goes on with what came meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(history, history, fc.nat(20), fc.boolean(), async (streams, later, at, isDone) => {
        const source = await logOf(streams);
        const store = new BreakingStore(at, isDone);
        await copyLog(source, { store, commitsTogether: false }).catch((error: unknown) => {
          if (!(error instanceof OutcomeUnknownError)) throw error;
        });
        store.mend();
        // A processor that was started on the unfinished copy leaves a note there.
        await store.append('processor-pairs', 'any', [own(0)]);
        await logOf(
          later.map((stream) => (stream.startsWith('case-') ? `${stream}-later` : `processor-${stream}`)),
          source,
        );
        await copyLog(source, { store, commitsTogether: true });
        expect(await toldBy(store)).toEqual(await toldBy(source));
      }),
      { numRuns: 200 },
    );
  });
});

describe('a target', () => {
  const streams = ['case-1', 'case-2', 'case-1', 'settings-secret', 'case-2'];

  it.each<[string, (source: EventStore) => Promise<EventStore>, RegExp]>([
    ['of another log', () => logOf(['case-1', 'case-2']), /holds something else: "case-1" revision 0 stands where/],
    [
      'with one event of its own',
      () => logOf(['case-9']),
      /something else: "case-9" revision 0 .* source has "case-1"/,
    ],
    [
      'that went on by itself',
      async (source) => {
        const store = new InMemoryEventStore();
        await copyLog(source, { store, commitsTogether: true });
        return logOf(['case-3'], store);
      },
      /holds more than the source, from "case-3" revision 0 on: name another target/,
    ],
  ])('%s is refused, and nothing is added', async (_what, target, message) => {
    const source = await logOf(streams);
    const store = await target(source);
    const before = await toldBy(store);
    await expect(copyLog(source, { store, commitsTogether: true })).rejects.toThrow(message);
    expect(await toldBy(store)).toEqual(before);
  });

  it('that somebody else writes to meanwhile is refused', async () => {
    const source = await logOf(streams);
    const store = new BusyStore();
    await expect(copyLog(source, { store, commitsTogether: false })).rejects.toThrow(/Somebody else writes/);
  });

  it('does not verify when its source does not, and says where', async () => {
    const source = new InMemoryEventStore();
    const [first] = seal('case-1', EMPTY_CHAIN, [draft(1)]);
    await source.append('case-1', 'noStream', [{ ...first, data: '{"personal":{"text":"edited"}}' } as NewEvent]);
    const copied = copyLog(source, { store: new InMemoryEventStore(), commitsTogether: true });
    await expect(copied).rejects.toThrow(/source does not: case-1 revision 0: its hash does not match its content/);
  });
});
