import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { poisonCode } from './errors';
import { type ProjectionLogger } from './logger';
import { type ThreadData } from './thread-messages';

/** A thread that ends by itself may do so again at once. */
const REST_MS = 1_000;

export interface CalledThreadOptions {
  /** Of a script beside this file, without its extension. */
  readonly script: string;
  readonly name: string;
  /** What it needs is a fraction of it; but the more it may take, the later it collects what it needs no more. */
  readonly limits: ResourceLimits;
  /** Asked for whenever the thread is begun. */
  readonly data: () => ThreadData;
  readonly logger: ProjectionLogger;
}

/** A thread that is begun when it is first called, and again after it has ended. */
export class CalledThread<Request, Reply> {
  private worker: Worker | null = null;
  /** Not to be started before; by `performance.now()`. */
  private restUntil = 0;
  /** How often it was closed: what was asked before is not to start another. */
  private closed = 0;

  /**
   * @param onReply called with whatever it says
   * @param onEnd it ended, and what it owes is lost
   */
  constructor(
    private readonly options: CalledThreadOptions,
    private readonly onReply: (reply: Reply) => void,
    private readonly onEnd: (error: Error) => void,
  ) {}

  /** Starts the thread ahead of what it is for: loading what it needs takes as long as the host's own start. */
  warm(): void {
    this.worker ??= this.spawn();
  }

  /**
   * Asks for an answer: keeps the process alive until {@link release}.
   * @throws Error `thread-ended`, when it was closed before it could be asked
   */
  async call(request: Request): Promise<void> {
    const { closed } = this;
    while (this.worker === null && performance.now() < this.restUntil) {
      await sleep(this.restUntil - performance.now(), undefined, { ref: false });
    }
    if (this.closed !== closed) throw this.ended();
    const worker = (this.worker ??= this.spawn());
    worker.ref();
    worker.postMessage(request);
  }

  /** Says something to the thread, where there is one. */
  tell(request: Request): void {
    this.worker?.postMessage(request);
  }

  /** It owes no answer any more. */
  release(): void {
    this.worker?.unref();
  }

  /** Ends the thread, which lets go of the file; what it was told before, it does first. */
  async close(closing: Request): Promise<void> {
    const { worker } = this;
    this.closed += 1;
    if (worker === null) return;
    this.worker = null;
    worker.ref();
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage(closing);
    await ended;
    this.onEnd(this.ended());
  }

  private spawn(): Worker {
    const { script, name, limits, data, logger } = this.options;
    const worker = new Worker(scriptFile(script), { workerData: data(), name, resourceLimits: limits });
    worker.on('message', this.onReply);
    worker.on('error', (error: Error & { readonly code?: unknown }) => {
      // Not what it says: that may quote what somebody wrote.
      logger.error(`The thread of the ${name} ended: ${error.name} ${poisonCode(error)}`);
      this.abandon(worker, error);
    });
    worker.on('exit', () => this.abandon(worker, new Error(`The thread of the ${name} ended`)));
    worker.unref();
    return worker;
  }

  private abandon(worker: Worker, cause: Error): void {
    if (this.worker !== worker) return;
    this.worker = null;
    this.restUntil = performance.now() + REST_MS;
    this.onEnd(this.ended(cause));
  }

  private ended(cause?: Error): Error {
    return Object.assign(new Error(`The thread of the ${this.options.name} ended`, { cause }), {
      code: 'thread-ended',
    });
  }
}

/** Beside this file once compiled; where sources are run directly, in the build beside them. */
function scriptFile(script: string): string {
  const beside = join(__dirname, `${script}.js`);
  return existsSync(beside) ? beside : join(__dirname, `../../dist/projections/${script}.js`);
}
