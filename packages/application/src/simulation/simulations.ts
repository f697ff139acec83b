import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Actor, CalendarRangeError, clocksAt, maySee } from '@redress/domain';
import { type EventStore, openEnvelope, START, StoreUnavailableError, type StoredEvent } from '@redress/event-store';
import { caseIdOf, CASE_STREAM_PREFIX } from '../case-stream';
import { type Catalog } from '../catalog/catalog';
import { type Clock, isoInstant } from '../clock';
import { assumedPromises } from './assumed-promises';
import { assumptionsOf } from './assumptions';
import { Comparing, type Comparison } from './comparison';
import {
  InvalidQuestionError,
  type SimulationQuestion,
  SimulationUnderWayError,
  TooManySimulationsError,
} from './question';
import { Replay, type Replayed } from './replay';

const DEFAULT_AT_ONCE = 2;
const PROGRESS_MS = 1_000;
/** A receipt may be as large as an append, so few of them are held at once. */
const PAGE = 100;

export interface SimulationsOptions {
  readonly store: EventStore;
  readonly catalog: Catalog;
  readonly clock: Clock;
  /** How many may run at once in this process; default 2. */
  readonly atOnce?: number;
}

export interface SimulationProgress {
  /** So many receipts of the log have been looked at. */
  readonly receipts: number;
  /** So many of these were of cases to be counted, and were played. */
  readonly cases: number;
}

export interface SimulationResult extends Comparison {
  /** Clocks are counted as they stand at this instant, when the question was asked; ISO 8601 UTC. */
  readonly at: string;
}

export interface SimulationListener {
  /** Aborted: nobody waits for the result any more. */
  readonly signal: AbortSignal;
  /** Called at the start, when nothing can be wrong with the question any more, and at least once a second. */
  readonly onProgress: (progress: SimulationProgress) => void;
}

/**
 * Answers what would have come of other promises, by playing the histories of cases again, one at a time: memory does not
 * grow with their number, and others have their turn between two of them. Writes nothing.
 */
export class Simulations {
  /** Whose keys run one. */
  private readonly keys = new Set<string>();
  private readonly stopping = new AbortController();

  constructor(private readonly options: SimulationsOptions) {}

  /** So many run just now. */
  get running(): number {
    return this.keys.size;
  }

  /** Ends those that run, which may take long, and begins no other. */
  stop(): void {
    this.stopping.abort(new StoreUnavailableError('The service is stopping: ask again when it is back'));
  }

  /**
   * Only cases that the actor may see are counted. Of each key one runs at a time.
   * @throws {SimulationUnderWayError | TooManySimulationsError | InvalidQuestionError}
   * @throws {StoreUnavailableError | StoreUnusableError | RecordCorruptError | UnreadableEventError} store trouble, or it is stopped
   * @throws the reason of the signal
   */
  async run(question: SimulationQuestion, actor: Actor, listener: SimulationListener): Promise<SimulationResult> {
    const { atOnce = DEFAULT_AT_ONCE } = this.options;
    this.stopping.signal.throwIfAborted();
    const key = actor.via ?? actor.id;
    if (this.keys.has(key)) throw new SimulationUnderWayError();
    if (this.keys.size >= atOnce) throw new TooManySimulationsError(atOnce);
    this.keys.add(key);
    const signal = AbortSignal.any([listener.signal, this.stopping.signal]);
    try {
      return await this.simulate(question, actor, { ...listener, signal });
    } finally {
      this.keys.delete(key);
    }
  }

  private async simulate(
    question: SimulationQuestion,
    actor: Actor,
    { signal, onProgress }: SimulationListener,
  ): Promise<SimulationResult> {
    const { store, catalog, clock } = this.options;
    const now = clock.now();
    const at = isoInstant(now);
    await catalog.refresh();
    const replay = new Replay(store, assumedPromises(catalog, assumptionsOf(question, catalog, at)));
    const comparing = new Comparing(now);
    const progress = { receipts: 0, cases: 0 };
    onProgress({ ...progress });
    const timer = setInterval(() => onProgress({ ...progress }), PROGRESS_MS);
    try {
      for await (const receipt of this.receipts()) {
        await nextTurn();
        signal.throwIfAborted();
        progress.receipts += 1;
        if (!isOf(question, receipt)) continue;
        const played = await replayed(replay, caseIdOf(receipt.stream));
        if (played === null || !maySee(played.recorded, actor)) continue;
        const [recorded, simulated] = [played.recorded, played.simulated].map((it) => clocksAt(it.clocks, now).clocks);
        comparing.add(played.recorded.id, recorded ?? [], simulated ?? []);
        progress.cases += 1;
      }
      return { at, ...comparing.result() };
    } finally {
      clearInterval(timer);
    }
  }

  private async *receipts(): AsyncGenerator<StoredEvent> {
    const filter = { types: ['ComplaintReceived'], streamPrefixes: [CASE_STREAM_PREFIX] };
    for (let after = START; ;) {
      const page = await this.options.store.readAll({ after, limit: PAGE, filter });
      // A case has one receipt, which is its first event.
      yield* page.events.filter(({ revision }) => revision === 0);
      if (page.atEnd) return;
      after = page.position;
    }
  }
}

async function replayed(replay: Replay, caseId: string): Promise<Replayed | null> {
  try {
    return await replay.case(caseId);
  } catch (error) {
    if (!(error instanceof CalendarRangeError)) throw error;
    const message = `What the case ${caseId} would be promised is due beyond the years that a calendar can tell.`;
    throw new InvalidQuestionError([{ pointer: '', code: 'too-long', message }]);
  }
}

function isOf({ from, to }: SimulationQuestion, receipt: StoredEvent): boolean {
  const { occurredAt } = openEnvelope(receipt).metadata;
  return (from === undefined || occurredAt >= from) && (to === undefined || occurredAt < to);
}
