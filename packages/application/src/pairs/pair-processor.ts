import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CaseEvent, type CaseEventType, SYSTEM_ACTOR } from '@redress/domain';
import {
  canonicalJson,
  type EventEnvelope,
  type EventStore,
  type LogPage,
  openEnvelope,
  type Position,
  START,
  type StoredEvent,
  type Subscription,
} from '@redress/event-store';
import { type CaseRepository } from '../case-repository';
import { caseIdOf, CASE_STREAM_PREFIX } from '../case-stream';
import { type Clock } from '../clock';
import { isPassing } from '../errors';
import { type Linking } from './link';
import { type Merging } from './merge';

/** An unsealed stream: only where the processor goes on after a restart. */
export const PAIR_CHECKPOINTS = 'processor-pairs';

const WATCHED: readonly CaseEventType[] = ['MergeAccepted', 'ComplaintMerged', 'CasesLinked', 'CasesUnlinked'];
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** So often an event is tried that fails for another reason than the store's. */
const MOST_FAILURES = 5;

/** So many pages without a merge or link are looked through again at a start, of 10,000 events each in the embedded log. */
const MOST_EMPTY_PAGES = 50;

/** An event that cannot be settled, however often it is tried: its merge or link stays half done until somebody sees to it. */
class PassedOverError extends Error {
  constructor({ stream, revision }: StoredEvent, cause: unknown) {
    super(`Event ${revision} of ${stream} could not be settled and was passed over`, { cause });
    this.name = 'PassedOverError';
  }
}

export interface PairProcessorOptions {
  readonly store: EventStore;
  readonly merging: Merging;
  readonly linking: Linking;
  readonly repository: CaseRepository;
  readonly clock: Clock;
  /** So long an acceptance or a link is left to the command that is at it; milliseconds. */
  readonly graceMs: number;
  /** Told of each failed try; the processor goes on trying. */
  readonly onError?: (error: unknown) => void;
}

/** Finishes, or aborts, merges and links that a crash left half done. Safe to run in several replicas at once. */
export class PairProcessor {
  private subscription: Subscription | undefined;
  private stopping = new AbortController();
  private isStopped = false;
  /** Passed since the last checkpoint, on the way to the log's end. */
  private emptyPages = 0;

  constructor(private readonly options: PairProcessorOptions) {}

  /** Goes on from the last checkpoint. Once stopped, a processor does not start again. */
  async start(): Promise<void> {
    const { store } = this.options;
    const [last] = await store.readStream(PAIR_CHECKPOINTS, { direction: 'backwards', limit: 1 });
    if (this.stopping.signal.aborted) return;
    const after = last === undefined ? START : checkpointIn(last);
    const filter = { types: WATCHED, streamPrefixes: [CASE_STREAM_PREFIX] };
    this.subscription = store.subscribe({ after, filter }, (page) => this.handle(page));
    this.subscription.closed.catch((error: unknown) => this.options.onError?.(error));
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.stopping.abort();
    await this.subscription?.close();
  }

  /** Goes on from the checkpoint in the log as it is now, after another one has taken the place of the one that was read. */
  async restart(): Promise<void> {
    if (this.subscription === undefined || this.isStopped) return;
    this.stopping.abort();
    await this.subscription.close();
    if (this.isStopped) return;
    this.stopping = new AbortController();
    await this.start();
  }

  private async handle(page: LogPage): Promise<void> {
    for (const event of page.events) {
      await this.untilSettled(event);
      if (this.stopping.signal.aborted) return;
    }
    if (page.events.length === 0 && !page.atEnd) this.emptyPages += 1;
    if (page.events.length === 0 && this.emptyPages < MOST_EMPTY_PAGES) return;
    this.emptyPages = 0;
    await this.checkpoint(page.position);
  }

  /** While the store is in trouble it tries for ever; what fails otherwise is passed over in the end, or it would hold up all that follows. */
  private async untilSettled(event: StoredEvent): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    for (let failures = 0; !this.stopping.signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        const envelope = openEnvelope(event);
        await this.grace(envelope);
        if (!this.stopping.signal.aborted) await this.settle(envelope);
        return;
      } catch (error) {
        failures += isPassing(error) ? 0 : 1;
        if (failures === MOST_FAILURES) return this.options.onError?.(new PassedOverError(event, error));
        this.options.onError?.(error);
        await this.pause(pause);
      }
    }
  }

  private async grace({ metadata }: EventEnvelope): Promise<void> {
    const remaining = Date.parse(metadata.recordedAt) + this.options.graceMs - this.options.clock.now();
    // A clock that was ahead when the event was recorded makes nobody wait longer.
    if (remaining > 0) await this.pause(Math.min(remaining, this.options.graceMs));
  }

  private async settle(envelope: EventEnvelope): Promise<void> {
    const { merging, linking, repository } = this.options;
    const { type, data } = envelope as unknown as CaseEvent;
    const here = caseIdOf(envelope.stream);
    const { commandHash, correlationId } = envelope.metadata;
    const chain = { actor: SYSTEM_ACTOR, correlationId, causationId: envelope.id };
    switch (type) {
      case 'MergeAccepted': {
        const { state } = await repository.load(here);
        if (!state?.acceptances.some(({ mergeId }) => mergeId === data.mergeId)) return;
        const hash = commandHash === undefined ? {} : { commandHash };
        return merging.settle({ mergeId: data.mergeId, source: data.source, target: here, ...chain, ...hash });
      }
      case 'ComplaintMerged':
        return merging.complete({ mergeId: data.mergeId, source: here, target: data.into, ...chain });
      case 'CasesLinked':
      case 'CasesUnlinked':
        return linking.settle({ told: here, other: data.case, ...chain });
      default:
        return;
    }
  }

  /** One that fails is no loss: the next one says more, and what is settled twice is settled once. */
  private async checkpoint(position: Position): Promise<void> {
    const { store, onError } = this.options;
    const data = canonicalJson({ position });
    const event = { id: randomUUID(), type: 'CheckpointReached', schemaVersion: 1, data, metadata: '{}', hash: null };
    await store.append(PAIR_CHECKPOINTS, 'any', [event]).catch((error: unknown) => onError?.(error));
  }

  private async pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
  }
}

/** A checkpoint comes after what it tells of. One that does not was written when another log was read: it tells nothing of this one. */
function checkpointIn({ data, position }: StoredEvent): Position {
  const reached = (JSON.parse(data) as { position: Position }).position;
  return reached < position ? reached : START;
}
