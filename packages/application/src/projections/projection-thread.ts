import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type Position } from '@redress/event-store';
import { type Clock } from '../clock';
import { type Build } from './builds';
import { poisonCode } from './errors';
import { type ProjectionLogger } from './logger';
import { type Outcome, type SliceApplier } from './slice';
import { type ThreadData, type ThreadReply, type ThreadRequest } from './thread-messages';

/** What happens to one case within a window is written once; two windows, some megabytes each, are in memory at a time. */
const WINDOW_EVENTS = 8_000;
/** It needs a fraction of that; but the more it may take, the later it collects what it needs no more. */
const LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 24 };

/** A thread that ends by itself may do so again at once. */
const REST_MS = 1_000;

/** Beside this file once compiled; where sources are run directly, in the build beside them. */
function threadFile(): string {
  const beside = join(__dirname, 'thread.js');
  return existsSync(beside) ? beside : join(__dirname, '../../dist/projections/thread.js');
}

type ApplyRequest = Extract<ThreadRequest, { kind: 'apply' | 'apply-streams' }>;

interface Pending {
  readonly passed: (to: Position) => void;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Error) => void;
}

/** The calling side of the thread that writes read models. */
export class ProjectionThread {
  private worker: Worker | null = null;
  /** By feed; a feed gives one slice at a time. */
  private readonly pending = new Map<number, Pending>();
  private feeds = 0;
  /** Not to be started before; by `performance.now()`. */
  private restUntil = 0;

  constructor(
    private readonly data: ThreadData,
    private readonly logger: ProjectionLogger,
    private readonly onDamage: () => void,
  ) {}

  /** Starts the thread ahead of what it is for: loading what it needs takes as long as the host's own start. */
  warm(): void {
    this.worker ??= this.spawn();
  }

  applierFor(build: Build, clock: Clock): SliceApplier {
    const feed = (this.feeds += 1);
    return {
      window: WINDOW_EVENTS,
      apply: (slice, passed) => this.apply({ kind: 'apply', feed, build, slice, now: clock.now() }, passed),
      applyStreams: (slice) =>
        this.apply({ kind: 'apply-streams', feed, build, slice, now: clock.now() }, () => undefined),
      stop: () => this.worker?.postMessage({ kind: 'stop', feed } satisfies ThreadRequest),
    };
  }

  /** Ends the thread, which lets go of the file. */
  async close(): Promise<void> {
    const { worker } = this;
    if (worker === null) return;
    this.worker = null;
    worker.ref();
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage({ kind: 'close' } satisfies ThreadRequest);
    await ended;
  }

  private async apply(request: ApplyRequest, passed: Pending['passed']): Promise<Outcome> {
    while (this.worker === null && performance.now() < this.restUntil) {
      await sleep(this.restUntil - performance.now(), undefined, { ref: false });
    }
    const worker = (this.worker ??= this.spawn());
    return new Promise<Outcome>((resolve, reject) => {
      this.pending.set(request.feed, { passed, resolve, reject });
      worker.ref();
      worker.postMessage(request);
    });
  }

  private spawn(): Worker {
    const worker = new Worker(threadFile(), {
      workerData: this.data,
      name: 'read-models',
      resourceLimits: LIMITS,
    });
    worker.on('message', (reply: ThreadReply) => this.receive(worker, reply));
    worker.on('error', (error: Error & { readonly code?: unknown }) => {
      // Not what it says: that may quote what somebody wrote.
      this.logger.error(`The thread of the read models ended: ${error.name} ${poisonCode(error)}`);
      this.abandon(worker, error);
    });
    worker.on('exit', () => this.abandon(worker, new Error('The thread of the read models ended')));
    // Only a thread that owes answers keeps the process alive.
    worker.unref();
    return worker;
  }

  private receive(worker: Worker, reply: ThreadReply): void {
    switch (reply.kind) {
      case 'log':
        return this.logger[reply.level](reply.line);
      case 'damaged':
        return this.onDamage();
      case 'passed':
        return this.pending.get(reply.feed)?.passed(reply.to);
      case 'done':
        this.settle(worker, reply.feed)?.resolve(reply.outcome);
        return;
      case 'failed':
        this.settle(worker, reply.feed)?.reject(Object.assign(new Error(reply.code), { code: reply.code }));
    }
  }

  private settle(worker: Worker, feed: number): Pending | undefined {
    const pending = this.pending.get(feed);
    this.pending.delete(feed);
    if (this.pending.size === 0) worker.unref();
    return pending;
  }

  /** The thread is gone, with what was not committed; the checkpoints say how far it came. The next slice starts another. */
  private abandon(worker: Worker, cause: Error): void {
    if (this.worker !== worker) return;
    this.worker = null;
    this.restUntil = performance.now() + REST_MS;
    const error = Object.assign(new Error('The thread of the read models ended', { cause }), { code: 'thread-ended' });
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
  }
}
