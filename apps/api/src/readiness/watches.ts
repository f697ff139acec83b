import { type CaseModule } from '@redress/application';
import { type EventStore } from '@redress/event-store';
import { type EventStoreDbEventStore } from '@redress/event-store-eventstoredb';
import { type ReadModels, type RedressLogger } from '@redress/nestjs';
import { ClockWatch } from './clock-watch';
import { ReadModelsCheck } from './read-models-check';
import { type ReadinessCheck } from './readiness-check';
import { StoreWatch } from './store-watch';
import { WritableCheck } from './writable-check';

/** The log, wherever it is; one that is on other machines can be asked what time it is there. */
export type WatchedStore = EventStore & Partial<Pick<EventStoreDbEventStore, 'compareClocks'>>;

/** What the service watches beside its requests. */
export class Watches {
  readonly store: StoreWatch;
  /** Null where nobody else's clock matters. */
  readonly clock: ClockWatch | null;

  constructor(store: WatchedStore, logger: RedressLogger) {
    this.store = new StoreWatch({ store, logger });
    const compare = store.compareClocks?.bind(store);
    this.clock = compare === undefined ? null : new ClockWatch({ compare, logger });
  }

  /** To be called when the store has answered for the first time. */
  start(): void {
    this.store.start();
    this.clock?.start();
  }

  stop(): void {
    this.store.stop();
    this.clock?.stop();
  }

  /** The most telling first. */
  checks(readModels: ReadModels, cases: CaseModule): readonly ReadinessCheck[] {
    const checks = [this.store, new WritableCheck(cases), new ReadModelsCheck(readModels, this.store)];
    return this.clock === null ? checks : [...checks, this.clock];
  }
}
