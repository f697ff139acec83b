import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  OutcomeUnknownError,
  WrongExpectedRevisionError,
  type ExpectedRevision,
  type NewEvent,
} from '@redress/event-store';
import { Bell } from './bell';
import { toError, type Failure } from './failures';
import {
  toRow,
  type AppendRequest,
  type Outcome,
  type Reply,
  type Request,
  type WorkerData,
  type WriterOptions,
  type Written,
} from './messages';

interface Pending {
  readonly request: AppendRequest;
  readonly resolve: (written: Written) => void;
  readonly reject: (error: Error) => void;
}

/** Beside this file once compiled; where sources are run directly, in the build beside them. */
function workerFile(): string {
  const beside = join(__dirname, 'worker.js');
  return existsSync(beside) ? beside : join(__dirname, '../dist/worker.js');
}

/** The calling side of the writer thread: collects the appends of one tick, hands out the answers, revives the thread. */
export class WriterThread {
  private readonly bell = new Bell();
  private worker: Worker | undefined;
  private readonly outbox: Pending[] = [];
  /** Sent and unanswered, oldest first. */
  private pending: Pending[] = [];
  private whenIdle: (() => void) | undefined;

  /** @param onCommit called after each commit, before its callers hear of it */
  constructor(
    private readonly options: WriterOptions,
    private readonly onCommit: () => void,
  ) {}

  /** @throws {StoreUnusableError} or StoreUnavailableError, as the thread found the file */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const worker = this.spawn();
      const heard = (reply: Reply): void => {
        worker.off('message', heard);
        if (reply.kind === 'failed') reject(toError(reply.failure));
        else resolve();
      };
      worker.on('message', heard);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('The writer thread ended before it was ready')));
    });
  }

  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Written> {
    return new Promise((resolve, reject) => {
      if (this.outbox.length === 0) queueMicrotask(() => this.flush());
      this.outbox.push({ request: [stream, expected, events.map(toRow)], resolve, reject });
    });
  }

  /** Resolves once every append has been answered. */
  async idle(): Promise<void> {
    if (this.pending.length + this.outbox.length === 0) return;
    await new Promise<void>((resolve) => {
      this.whenIdle = resolve;
    });
  }

  /** Ends the thread, which writes the WAL back into the file first. Call it when idle. */
  async close(): Promise<void> {
    const { worker } = this;
    if (worker === undefined) return;
    worker.ref();
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    this.send(worker, { kind: 'close' });
    await ended;
  }

  /** For tests: as if the disk had room for so many pages. */
  limit(pages: number): void {
    this.send(this.worker ?? this.spawn(), { kind: 'limit', pages });
  }

  private flush(): void {
    const worker = this.worker ?? this.spawn();
    const batch = this.outbox.splice(0);
    // Only a thread that owes answers keeps the process alive.
    if (this.pending.length === 0) worker.ref();
    for (const pending of batch) this.pending.push(pending);
    this.send(worker, { kind: 'appends', appends: batch.map(({ request }) => request) });
  }

  private spawn(): Worker {
    const workerData: WorkerData = { options: this.options, memory: this.bell.memory };
    const worker = new Worker(workerFile(), { workerData, name: 'event-store-writer' });
    worker.on('message', (reply: Reply) => this.receive(worker, reply));
    // Told apart from an orderly end by what is still pending; `exit` follows.
    worker.on('error', (error) => this.abandon(worker, error));
    worker.on('exit', () => this.abandon(worker));
    this.worker = worker;
    return worker;
  }

  private send(worker: Worker, request: Request): void {
    worker.postMessage(request);
    this.bell.ring();
  }

  private receive(worker: Worker, reply: Reply): void {
    // An answer that comes after the thread's death was reported is for appends given up by then.
    if (this.worker !== worker) return;
    if (reply.kind === 'outcomes') {
      this.onCommit();
      const answered = this.pending.splice(0, reply.outcomes.length);
      for (const [index, pending] of answered.entries()) settle(pending, reply.outcomes[index]);
    } else if (reply.kind === 'failed') {
      this.rejectAll(() => toError(reply.failure));
    }
    if (this.pending.length > 0) return;
    worker.unref();
    this.tellIfIdle();
  }

  /** The thread is gone: nobody knows how far it came. The next append starts another. */
  private abandon(worker: Worker, cause?: unknown): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    this.rejectAll(() => new OutcomeUnknownError('The writer thread ended while it was appending', { cause }));
    this.tellIfIdle();
  }

  private rejectAll(error: () => Error): void {
    for (const { reject } of this.pending.splice(0)) reject(error());
  }

  private tellIfIdle(): void {
    if (this.pending.length + this.outbox.length > 0) return;
    this.whenIdle?.();
    this.whenIdle = undefined;
  }
}

function settle({ request, resolve, reject }: Pending, outcome: Outcome | undefined): void {
  if (outcome === undefined) return;
  if (!('code' in outcome)) return resolve(outcome);
  if (outcome.code !== 'wrong-expected-revision') return reject(toError(outcome satisfies Failure));
  const [stream, expected] = request;
  reject(new WrongExpectedRevisionError(stream, expected, outcome.actual === -1 ? null : outcome.actual));
}
