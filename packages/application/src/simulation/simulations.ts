import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Actor, CalendarRangeError, clocksAt, hasPermission, maySee } from '@redress/domain';
import { type EventStore, openEnvelope, START, StoreUnavailableError, type StoredEvent } from '@redress/event-store';
import { caseIdOf, CASE_STREAM_PREFIX } from '../case-stream';
import { type Catalog } from '../catalog/catalog';
import { type Clock, isoInstant } from '../clock';
import { assumedPromises } from './assumed-promises';
import { assumptionsOf } from './assumptions';
import { Comparing, type Comparison } from './comparison';
import { type SimulationQuestion, SimulationUnderWayError, TooManySimulationsError } from './question';
import { isUnreadable, Replay, type Replayed } from './replay';

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
  /** So many cases of the period that the actor may see have been looked at. */
  readonly receipts: number;
  /** So many of these were played. */
  readonly cases: number;
}

export interface SimulationResult extends Comparison {
  /** Clocks are counted as they stand at this instant, when the question was asked; ISO 8601 UTC. */
  readonly at: string;
  /**
   * Cases of the period that could not be played: what they would be promised is due beyond the years that a calendar can tell, or
   * what is on record of them cannot be read. Who may see such a case nobody can say, so those are counted for roles that see all.
   */
  readonly uncounted: number;
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
   * Only cases that the actor may see are counted, and whether they may is judged before anything is played: the answer and every
   * progress are those of a log without the others. Of each key one runs at a time.
   * @throws {SimulationUnderWayError | TooManySimulationsError | InvalidQuestionError}
   * @throws {StoreUnavailableError | StoreUnusableError} store trouble, or it is stopped
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
    const promises = assumedPromises(catalog, assumptionsOf(question, catalog, at));
    const replay = new Replay(store, promises, (recorded) => maySee(recorded, actor));
    const seesAll = hasPermission(actor.role, 'read-confidential');
    const comparing = new Comparing(now);
    const progress = { receipts: 0, cases: 0 };
    let uncounted = 0;
    onProgress({ ...progress });
    const timer = setInterval(() => onProgress({ ...progress }), PROGRESS_MS);
    try {
      for await (const receipt of this.receipts()) {
        await nextTurn();
        signal.throwIfAborted();
        const played = await replayed(question, replay, receipt);
        if (played === null || (played === 'unreadable' && !seesAll)) continue;
        progress.receipts += 1;
        if (typeof played === 'string') {
          uncounted += 1;
          continue;
        }
        const [recorded, simulated] = [played.recorded, played.simulated].map((it) => clocksAt(it.clocks, now).clocks);
        comparing.add(played.recorded.id, recorded ?? [], simulated ?? []);
        progress.cases += 1;
      }
      return { at, uncounted, ...comparing.result() };
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

/** Null: it is not to be counted. */
async function replayed(
  question: SimulationQuestion,
  replay: Replay,
  receipt: StoredEvent,
): Promise<Replayed | 'unreadable' | 'beyond-calendar' | null> {
  try {
    return isOf(question, receipt) ? await replay.case(caseIdOf(receipt.stream)) : null;
  } catch (error) {
    if (error instanceof CalendarRangeError) return 'beyond-calendar';
    if (isUnreadable(error)) return 'unreadable';
    throw error;
  }
}

function isOf({ from, to }: SimulationQuestion, receipt: StoredEvent): boolean {
  const { occurredAt } = openEnvelope(receipt).metadata;
  return (from === undefined || occurredAt >= from) && (to === undefined || occurredAt < to);
}
