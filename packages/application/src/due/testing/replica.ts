import { type EventStore } from '@redress/event-store';
import { caseModule } from '../../case-module';
import { FoldedDueCases } from '../../testing/folded-due-cases';
import { type ManualTime } from '../../testing/manual-time';
import { NotRecordedError } from '../errors';
import { MortalStore } from './mortal-store';

const forEver = new Promise<never>(() => undefined);

/** One process of several over one log: its own read model, which outlives it like a file, and its own processor. */
export class Replica {
  readonly errors: unknown[] = [];
  appends = 0;
  private store: MortalStore;
  /** Pauses under way of the process that lives. */
  private pauses = 0;
  private readonly model: FoldedDueCases;
  private processor = { stop: () => Promise.resolve() };

  constructor(
    private readonly log: EventStore,
    private readonly time: ManualTime,
  ) {
    this.store = new MortalStore(log);
    this.model = new FoldedDueCases(log);
  }

  get faults(): MortalStore['faults'] {
    return this.store.faults;
  }

  get asks(): number {
    return this.model.asks;
  }

  get isDead(): boolean {
    return this.store.isDead;
  }

  /** It will do nothing more before the time goes on. */
  get isAtRest(): boolean {
    return this.isDead || this.pauses > 0;
  }

  start(): void {
    const { model, time } = this;
    const store = (this.store = new MortalStore(this.log));
    this.pauses = 0;
    this.model.open();
    const { dueProcessor } = caseModule({ store, clock: time, settleHorizonMs: 0 });
    const processor = dueProcessor({
      due: model,
      progress: model,
      onError: (error) => {
        if (!store.isDead) this.errors.push(error instanceof NotRecordedError ? error.cause : error);
      },
      pause: async (milliseconds, signal) => {
        if (store.isDead) return forEver;
        this.pauses += 1;
        await time.pause(milliseconds, signal);
        if (store.isDead) return forEver;
        this.pauses -= 1;
      },
    });
    processor.start();
    this.processor = processor;
  }

  /** Between asking what is due and hearing that it is on record. */
  killAtNextAppend(when: 'before' | 'after'): void {
    this.store.dieAtNextAppend(when);
  }

  lag(): void {
    this.model.lag();
  }

  readOn(): void {
    this.model.readOn();
  }

  async restart(): Promise<void> {
    await this.model.close();
    this.appends += this.store.appends;
    this.start();
  }

  async stop(): Promise<void> {
    if (!this.isDead) await this.processor.stop();
    await this.model.close();
    this.appends += this.store.appends;
  }
}
