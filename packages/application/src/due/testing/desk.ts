import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { type CallerCommand, type Case, type ReceiveComplaint, type Target } from '@redress/domain';
import { type EventEnvelope, InMemoryEventStore, openEnvelope } from '@redress/event-store';
import { type CaseModule, caseModule } from '../../case-module';
import { caseStream } from '../../case-stream';
import { FaultyStore } from '../../testing/faulty-store';
import { FoldedDueCases } from '../../testing/folded-due-cases';
import { ManualTime } from '../../testing/manual-time';
import { request, supervisor } from '../../testing/requests';
import { type DueProcessor, type DueProcessorOptions } from '../due-processor';
import { publishPromises } from './promised-desk';

export const receipt: ReceiveComplaint = {
  type: 'ReceiveComplaint',
  channel: 'email',
  text: 'The parcel never came',
  complainant: { name: 'Cleo', email: 'cleo@example.org' },
};

/** One log with a processor of due times beside those who work on the cases. */
export class Desk {
  readonly log = new InMemoryEventStore();
  readonly store = new FaultyStore(this.log);
  readonly time = new ManualTime('2026-03-02T09:00:00.000Z');
  readonly model = new FoldedDueCases(this.log);
  readonly errors: Error[] = [];
  /** Of those who work on the cases: their line to the store is sound. */
  readonly people: CaseModule;
  readonly processor: DueProcessor;
  private given = 0;

  private constructor(options: Partial<DueProcessorOptions>) {
    const { log, store, time } = this;
    this.people = caseModule({ store: log, clock: time });
    const machine = caseModule({ store, clock: time, settleHorizonMs: 0 });
    this.model.open();
    this.processor = machine.dueProcessor({
      due: this.model,
      progress: this.model,
      pause: time.pause,
      onError: (error) => this.errors.push(error as Error),
      ...options,
    });
  }

  static async open(targets: readonly Target[], options: Partial<DueProcessorOptions> = {}): Promise<Desk> {
    const desk = new Desk(options);
    await publishPromises(desk.people, targets);
    return desk;
  }

  async close(): Promise<void> {
    await this.processor.stop();
    await this.model.close();
  }

  /** The processor has looked at everything and sleeps, and the read model has read everything. */
  async settled(): Promise<void> {
    await this.read();
    await until(() => this.time.sleeping === 1);
  }

  /** The read model has read everything. */
  async read(): Promise<void> {
    const head = await this.log.head();
    await until(() => this.model.position >= head);
  }

  async pass(milliseconds: number): Promise<void> {
    this.time.pass(milliseconds);
    await this.settled();
  }

  async receive(complaint: Partial<ReceiveComplaint> = {}): Promise<string> {
    const asked = request(`receive ${this.given++}`, { ...receipt, ...complaint });
    return (await this.people.service.handle(asked)).state.id;
  }

  async give(caseId: string, command: CallerCommand): Promise<Case> {
    const asked = request(`give ${this.given++}`, command, { caseId, actor: supervisor });
    return (await this.people.service.handle(asked)).state;
  }

  async events(caseId: string): Promise<readonly EventEnvelope[]> {
    return (await this.log.readStream(caseStream(caseId))).map(openEnvelope);
  }

  async types(caseId: string): Promise<readonly string[]> {
    return (await this.events(caseId)).map(({ type }) => type);
  }
}

/** @throws {Error} it does not hold within ten seconds */
export async function until(condition: () => boolean): Promise<void> {
  const begun = performance.now();
  // Whoever was just woken up has its turn first.
  do {
    if (performance.now() - begun > 10_000) throw new Error('It did not happen within ten seconds');
    await setImmediate();
  } while (!condition());
}
