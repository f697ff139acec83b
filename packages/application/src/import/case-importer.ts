import { setTimeout as sleep } from 'node:timers/promises';
import {
  type EventStore,
  OutcomeUnknownError,
  type SealedEvent,
  type StoredEvent,
  WrongExpectedRevisionError,
} from '@redress/event-store';
import { Appender } from '../appender';
import { EMBEDDED_SETTLE_HORIZON_MS } from '../case-module';
import { caseStream } from '../case-stream';
import { type Clock, isoInstant, systemClock } from '../clock';
import { TooMuchContentionError } from '../errors';
import { nothingPromised, type PromisesOf } from '../promises';
import { OlderCases } from '../ids/older-cases';
import { ImportedIds } from './imported-ids';
import { type RejectedRow } from './import-rules';
import { assertPromised } from './mapped-promises';
import { type Mapping, type PolicyChoice } from './mapping/mapping';
import { type CasePlan, planCase } from './plan-case';
import { type CaseRows } from './source-row';

const DEFAULT_TIMEOUT_MS = 60_000;
/** So long somebody who lost a race waits before planning again, at most; drawn by chance so that racers part. */
const CONFLICT_JITTER_MS = 20;

export interface CaseImporterOptions {
  readonly store: EventStore;
  readonly mapping: Mapping;
  /** The log's, which keys the ids of what is imported. */
  readonly secret: Uint8Array;
  /** Called once, before the first append; default nothing. */
  readonly beforeFirst?: () => Promise<void>;
  /** What is promised to the cases, by the policy that the mapping sets; default nothing. */
  readonly promises?: PromisesOf;
  /** The policy that was chosen, so that a case on record without it is told; default none. */
  readonly policy?: PolicyChoice | null;
  /** Judge everything, append nothing; default false. */
  readonly dryRun?: boolean;
  /** Default the system's. */
  readonly clock?: Clock;
  /** Milliseconds; default that of the embedded store. */
  readonly settleHorizonMs?: number;
  /** How long others may keep changing one case before the import gives up; default 60,000 milliseconds. */
  readonly timeoutMs?: number;
}

/** What became of the rows of one case. */
export interface CaseOutcome {
  /** Rows that are on record now, by this run or an earlier one. */
  readonly taken: number;
  readonly rejected: readonly RejectedRow[];
  /** E-mail addresses that can be none, in rows that this run took: the rows are on record without them. Absent when there are none. */
  readonly leftOut?: number;
  /** Events that this run appended. */
  readonly newEvents: number;
}

/**
 * Puts the rows of one case on record: load, see what is on record, judge the rest, append at the exact revision, and
 * again from the start when somebody else was faster. Others may use the same store meanwhile.
 */
export class CaseImporter {
  private readonly appender: Appender;
  private readonly clock: Clock;
  private readonly olderCases: OlderCases;
  private begun: Promise<void> | undefined;

  constructor(private readonly options: CaseImporterOptions) {
    this.clock = options.clock ?? systemClock;
    this.olderCases = new OlderCases(options.store);
    this.appender = new Appender(options.store, this.clock, options.settleHorizonMs ?? EMBEDDED_SETTLE_HORIZON_MS);
  }

  /**
   * @throws {PolicyChoiceError} the case is on record, and was not promised the policy
   * @throws {TooMuchContentionError} others kept changing the case; some rows may be on record, a new run goes on
   * @throws {OutcomeUnknownError} the store did not answer; a new run finds out and goes on
   * @throws {StoreUnavailableError | StoreUnusableError | AppendRefusedError | RecordCorruptError} store trouble
   */
  async import(caseRows: CaseRows): Promise<CaseOutcome> {
    const { mapping, promises = nothingPromised, dryRun = false, timeoutMs = DEFAULT_TIMEOUT_MS } = this.options;
    const ids = new ImportedIds(this.options.secret, mapping.name, caseRows.key);
    const deadline = this.clock.now() + timeoutMs;
    const own = new OwnEvents();
    let leftOut = 0;
    for (;;) {
      const { caseId, stored } = await this.onRecord(ids);
      own.settle(stored);
      assertPromised(caseRows.key, stored, this.options.policy ?? null);
      const plan = planCase({ mapping, caseId, ids, caseRows, stored, promises, now: isoInstant(this.clock.now()) });
      // Rows of an append that went through before another failed are on record in the next plan.
      leftOut = Math.max(leftOut, plan.leftOut ?? 0);
      if (dryRun || (await this.append(caseStream(caseId), plan, own, deadline))) {
        const planned = plan.batches.reduce((sum, { events }) => sum + events.length, 0);
        const { taken, rejected } = plan;
        const newEvents = dryRun ? planned : own.count;
        return { taken, rejected, ...(leftOut === 0 ? {} : { leftOut }), newEvents };
      }
      if (this.clock.now() > deadline) throw new TooMuchContentionError(caseId);
      await sleep(Math.random() * CONFLICT_JITTER_MS);
    }
  }

  /** The case as it stands, where version 0.1 has put it, too. */
  private async onRecord(ids: ImportedIds): Promise<{ caseId: string; stored: readonly StoredEvent[] }> {
    const { store } = this.options;
    if (await this.olderCases.mayBeOnRecord()) {
      const stored = await store.readStream(caseStream(ids.olderCaseId));
      if (stored.length > 0) return { caseId: ids.olderCaseId, stored };
    }
    return { caseId: ids.caseId, stored: await store.readStream(caseStream(ids.caseId)) };
  }

  /** False: somebody else was faster, or what became of a batch has to be looked up. */
  private async append(stream: string, plan: CasePlan, own: OwnEvents, deadline: number): Promise<boolean> {
    for (const { end, events } of plan.batches) {
      this.begun ??= this.options.beforeFirst?.();
      await this.begun;
      try {
        await this.appender.append(stream, end, events, deadline);
        own.appended(events);
      } catch (error) {
        if (error instanceof WrongExpectedRevisionError) return false;
        if (!(error instanceof OutcomeUnknownError) || this.clock.now() >= deadline) throw error;
        own.doubtful(events);
        return false;
      }
    }
    return true;
  }
}

/** Counts the events that this run put on record, those too whose append was never answered. */
class OwnEvents {
  count = 0;
  private readonly unanswered = new Set<string>();

  appended(events: readonly SealedEvent[]): void {
    this.count += events.length;
  }

  doubtful(events: readonly SealedEvent[]): void {
    for (const { id } of events) this.unanswered.add(id);
  }

  settle(stored: readonly StoredEvent[]): void {
    for (const { id } of stored) if (this.unanswered.delete(id)) this.count += 1;
  }
}
