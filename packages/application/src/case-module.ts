import { type Actor, type Case, type DecisionContext, DEFAULT_MOST_EVENTS } from '@redress/domain';
import { type EventStore } from '@redress/event-store';
import { Appender } from './appender';
import { Catalog } from './catalog/catalog';
import { CatalogCommands } from './catalog/catalog-commands';
import { CaseCommands } from './case-commands';
import { CaseReader } from './case-reader';
import { CaseRepository } from './case-repository';
import { CaseService } from './case-service';
import { type Clock, isoInstant, systemClock } from './clock';
import { confirmClock } from './clock-guard/clock-confirmations';
import { ClockGuard, type ClockGuardOptions } from './clock-guard/clock-guard';
import { CommandLoop } from './command-loop';
import { contextAt } from './context-at';
import { DueProcessor, type DueProcessorOptions } from './due/due-processor';
import { OlderCases } from './ids/older-cases';
import { Linking } from './pairs/link';
import { Merging, type StepHook } from './pairs/merge';
import { Messages } from './pairs/messages';
import { PairProcessor } from './pairs/pair-processor';
import { type Promises, promisesFor } from './promises';
import { Receipts } from './receipts';
import { Simulations } from './simulation/simulations';
import { type RefusalListener, Writability } from './writability';

/** On one machine, whatever was appended is visible at once or within the group commit's retry. */
export const EMBEDDED_SETTLE_HORIZON_MS = 2_000;
/** In a cluster an append may sit out an election. */
export const CLUSTER_SETTLE_HORIZON_MS = 30_000;

const DEFAULT_CACHED_CASES = 10_000;
export const DEFAULT_CACHED_BYTES = 64 * 1024 * 1024;

export interface CaseModuleOptions {
  readonly store: EventStore;
  /** Default the system's. */
  readonly clock?: Clock;
  /** IANA zone in which two follow-ups fall on different days; default `UTC`. */
  readonly timeZone?: string;
  /** Milliseconds; default {@link EMBEDDED_SETTLE_HORIZON_MS}. */
  readonly settleHorizonMs?: number;
  /** How many folded cases are remembered; default 10,000; 0 turns the cache off. */
  readonly cachedCases?: number;
  /** How much memory they take at most, estimated from above; bytes; default 64 MiB; 0 turns the cache off. */
  readonly cachedBytes?: number;
  /**
   * A case with so many events takes no more notes, links and messages of staff (`case-full`); default 10,000, at least 100.
   */
  readonly mostEventsPerCase?: number;
  /** Told of each failed try to finish a merge or link that a crash left half done; it is tried again. */
  readonly onPairError?: (error: unknown) => void;
  /** Told when the store takes no events any more, with the reason, and when it takes events again. */
  readonly onRefusal?: RefusalListener;
  /** For tests that break off a merge or link between two steps. */
  readonly beforeStep?: StepHook;
}

/** Everything that handles commands on cases and reads them, wired to one store. */
export interface CaseModule {
  readonly service: CaseService;
  readonly reader: CaseReader;
  readonly repository: CaseRepository;
  /** What was promised to a case. */
  promisesOf(state: Case): Promise<Promises>;
  /**
   * What a command on a case would be judged by at an instant, ISO 8601 UTC: every answer about what is possible asks for it.
   * @param actor default the system
   */
  contextOf(state: Case, at: string, actor?: Actor): Promise<DecisionContext>;
  /** What is published: policies and calendars, in every version. */
  readonly catalog: Catalog;
  /** Publishes and retires policies and calendars; `ensureDefaultPolicy` begins with some. */
  readonly publishing: CatalogCommands;
  /** What would have come of other promises. */
  readonly simulations: Simulations;
  /** Finishes merges and links that a crash left half done; runs between `start` and `stop`. */
  readonly pairs: PairProcessor;
  /** Whether anything can be recorded; tried until `stop` while it cannot. */
  readonly writability: Pick<Writability, 'refusal' | 'stop'>;
  /** Another log has taken the place of the one that was read: what is remembered of that is forgotten. */
  startOver(): void;
  /**
   * Records what falls due without anybody doing anything; runs between `start` and `stop`. It asks a read model, which
   * is made after this module, and must not run before that is fed.
   */
  dueProcessor(options: Omit<DueProcessorOptions, 'commands' | 'store' | 'clock'>): DueProcessor;
  /**
   * Puts on record that somebody found the clock right; for a process without a guard, whose own does it there.
   * @returns ISO 8601 UTC, what it said
   */
  confirmClock(actor: Actor): Promise<string>;
  /** Says whether the clock may be believed; runs between `start` and `stop`. */
  clockGuard(options: Omit<ClockGuardOptions, 'store' | 'clock'>): ClockGuard;
}

export function caseModule(options: CaseModuleOptions): CaseModule {
  const store = new Writability(options.store, options.onRefusal);
  const { clock = systemClock, timeZone = 'UTC', settleHorizonMs = EMBEDDED_SETTLE_HORIZON_MS, beforeStep } = options;
  const repository = new CaseRepository(store, {
    cases: options.cachedCases ?? DEFAULT_CACHED_CASES,
    bytes: options.cachedBytes ?? DEFAULT_CACHED_BYTES,
  });
  const appender = new Appender(store, clock, settleHorizonMs);
  const catalog = new Catalog(store);
  const mostEvents = options.mostEventsPerCase ?? DEFAULT_MOST_EVENTS;
  const commands = new CaseCommands({ repository, appender, published: catalog, clock, timeZone, mostEvents });
  const merging = new Merging(commands, repository, beforeStep);
  const linking = new Linking(commands, repository, beforeStep);
  const olderCases = new OlderCases(store);
  const receipts = new Receipts(commands, repository, olderCases);
  const onError = options.onPairError ?? (() => undefined);
  const pairs = new PairProcessor({ store, merging, linking, repository, clock, graceMs: settleHorizonMs, onError });
  return {
    service: new CaseService(commands, merging, linking, new Messages(commands, repository), receipts),
    reader: new CaseReader(store, repository, clock, settleHorizonMs),
    repository,
    promisesOf: (state) => promisesFor(catalog, state),
    contextOf: async (state, at, actor) =>
      contextAt(state, at, { ...(await promisesFor(catalog, state)), timeZone, mostEvents }, actor),
    catalog,
    simulations: new Simulations({ store, catalog, clock }),
    writability: store,
    publishing: new CatalogCommands(catalog, new CommandLoop(appender, clock), clock),
    pairs,
    startOver: () => {
      repository.forgetAll();
      olderCases.forget();
      catalog.forgetAll();
      pairs.restart().catch(onError);
    },
    dueProcessor: (given) => new DueProcessor({ ...given, commands, store, clock }),
    confirmClock: async (actor) => isoInstant((await confirmClock(store, clock.now(), actor)).atMs),
    clockGuard: (given) => new ClockGuard({ ...given, store, clock }),
  };
}
