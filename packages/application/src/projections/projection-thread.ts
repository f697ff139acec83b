import { type Position } from '@redress/event-store';
import { type Clock } from '../clock';
import { type Build } from './builds';
import { CalledThread } from './called-thread';
import { type ProjectionLogger } from './logger';
import { type Outcome, type SliceApplier } from './slice';
import { type ThreadData, type ThreadReply, type ThreadRequest } from './thread-messages';

/** What happens to one case within a window is written once; two windows, some megabytes each, are in memory at a time. */
const WINDOW_EVENTS = 8_000;
const LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 24 };

type ApplyRequest = Extract<ThreadRequest, { kind: 'apply' | 'apply-streams' }>;

interface Pending {
  readonly passed: (to: Position) => void;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Error) => void;
}

/** The calling side of the thread that writes read models. */
export class ProjectionThread {
  private readonly thread: CalledThread<ThreadRequest, ThreadReply>;
  /** By feed; a feed gives one slice at a time. */
  private readonly pending = new Map<number, Pending>();
  private feeds = 0;

  constructor(
    data: ThreadData,
    private readonly logger: ProjectionLogger,
    private readonly onDamage: () => void,
  ) {
    this.thread = new CalledThread(
      { script: 'thread', name: 'read models', limits: LIMITS, data: () => data, logger },
      (reply: ThreadReply) => this.receive(reply),
      (error) => this.abandon(error),
    );
  }

  warm(): void {
    this.thread.warm();
  }

  applierFor(build: Build, clock: Clock): SliceApplier {
    const feed = (this.feeds += 1);
    return {
      window: WINDOW_EVENTS,
      apply: (slice, passed) => this.apply({ kind: 'apply', feed, build, slice, now: clock.now() }, passed),
      applyStreams: (slice) =>
        this.apply({ kind: 'apply-streams', feed, build, slice, now: clock.now() }, () => undefined),
      stop: () => this.thread.tell({ kind: 'stop', feed }),
    };
  }

  /** Ends the thread, which lets go of the file. */
  close(): Promise<void> {
    return this.thread.close({ kind: 'close' });
  }

  private apply(request: ApplyRequest, passed: Pending['passed']): Promise<Outcome> {
    return new Promise<Outcome>((resolve, reject) => {
      this.pending.set(request.feed, { passed, resolve, reject });
      this.thread.call(request).catch((error: Error) => this.settle(request.feed)?.reject(error));
    });
  }

  private receive(reply: ThreadReply): void {
    switch (reply.kind) {
      case 'log':
        return this.logger[reply.level](reply.line);
      case 'damaged':
        return this.onDamage();
      case 'passed':
        return this.pending.get(reply.feed)?.passed(reply.to);
      case 'done':
        this.settle(reply.feed)?.resolve(reply.outcome);
        return;
      case 'failed':
        this.settle(reply.feed)?.reject(Object.assign(new Error(reply.code), { code: reply.code }));
    }
  }

  private settle(feed: number): Pending | undefined {
    const pending = this.pending.get(feed);
    this.pending.delete(feed);
    if (this.pending.size === 0) this.thread.release();
    return pending;
  }

  /** What was not committed is gone with it; the checkpoints say how far it came. The next slice starts another. */
  private abandon(error: Error): void {
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
  }
}
