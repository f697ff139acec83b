import { type EventStore, type Position, START, StoreUnusableError } from '@redress/event-store';
import { type Clock } from '../clock';
import { BuildFeed, type Loss } from './build-feed';
import { BulkFeed } from './bulk-feed';
import { type Build } from './builds';
import { dropRetired } from './drop-retired';
import { poisonCode } from './errors';
import { isMarkOf } from './log-mark';
import { type ProjectionLogger } from './logger';
import { patiently } from './patiently';
import { PositionWaiters } from './position-waiters';
import { type Projection } from './projection';
import { type ReadModelDatabase } from './read-model-database';
import { type ReadModelStatus, readModelStatus } from './read-model-status';
import { buildAnew, goBackToMark, retire, settleBuilds, type StandingBuilds, takeOver } from './settle-builds';

/** How long to wait after a build could not be begun, replaced or dropped. */
const RETRY_MS = 1_000;

export interface ProjectorOptions {
  readonly store: EventStore;
  readonly database: ReadModelDatabase;
  readonly clock: Clock;
  readonly logger: ProjectionLogger;
  /** How often to make sure that the log is still the one that was read so far; milliseconds. */
  readonly logCheckMs: number;
  /** A build could not be fed any further as it was begun; it is fed again once this resolves. */
  readonly onLoss: (loss: Loss) => Promise<void>;
}

type Feed = BuildFeed | BulkFeed;

/** Keeps one read model: the build that serves, and the one that is made beside it. */
export class Projector {
  readonly name: string;
  private readonly latest: Projection;
  private readonly waiters: PositionWaiters;
  private readonly feeds = new Map<number, Feed>();
  private standing: StandingBuilds | null = null;
  /** What changes which builds are fed happens one after the other. */
  private turn: Promise<void> = Promise.resolve();
  private isStopped = false;
  /** What went wrong last, until the builds are fed again. */
  private told: string | null = null;
  /** Feeds that came to an end by themselves and have no successor yet. */
  private readonly lostFeeds = new Set<Feed>();

  /** @param versions of one read model; the highest is the one to have, older ones are kept up to date until it has caught up */
  constructor(
    private readonly versions: readonly Projection[],
    private readonly options: ProjectorOptions,
  ) {
    this.latest = versions.reduce((highest, other) => (other.version > highest.version ? other : highest));
    this.name = this.latest.name;
    this.waiters = new PositionWaiters(this.name, () => this.position);
  }

  /** Up to here the build that serves has read the log. */
  get position(): Position {
    if (this.standing === null) return START;
    const { serving } = this.standing;
    return this.feeds.get(serving.id)?.position ?? serving.position;
  }

  /** A build that stands is not being fed just now: what the log holds, it may not learn. */
  get isCutOff(): boolean {
    return this.lostFeeds.size > 0;
  }

  start(): Promise<void> {
    this.isStopped = false;
    this.lostFeeds.clear();
    return this.inTurn(() => this.settle(true));
  }

  async stop(): Promise<void> {
    await this.pause();
    this.waiters.giveUp();
  }

  /** Stops feeding until it is started again; who waits goes on waiting. */
  pause(): Promise<void> {
    this.isStopped = true;
    return this.inTurn(async () => {
      await this.keepOnly([]);
      this.standing = null;
    });
  }

  waitFor(position: Position, timeoutMs: number): Promise<void> {
    return this.waiters.waitFor(position, timeoutMs);
  }

  /** Calls back when it has read further, maybe more often; returns how to stop that. */
  onAdvance(listener: () => void): () => void {
    return this.waiters.watch(listener);
  }

  /** Resolves when the build has begun; `status` tells how far it is. */
  rebuild(): Promise<void> {
    return this.inTurn(async () => {
      const bulkUpTo = await this.bulkUpTo();
      await patiently(() => buildAnew(this.options.database, this.latest, bulkUpTo));
      await this.settle(false);
    });
  }

  status(): Promise<ReadModelStatus> {
    return readModelStatus(this.latest, this.options);
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  /** Feeds the builds that stand now, and no others; drops those that are of no use any more. */
  private async settle(downgrade: boolean): Promise<void> {
    if (this.isStopped) return;
    const { database } = this.options;
    const { serving, building } = await this.buildsOfThisLog(downgrade);
    const standing = building === null ? [serving] : [serving, building];
    await this.keepOnly(standing.map((build) => build.id));
    this.standing = { serving, building };
    const isEmpty = serving.position === START && serving.mark === null;
    // What is shown stays empty then until the other one is there: to fold both would take twice as long.
    for (const build of standing) if (build === building || building === null || !isEmpty) await this.feed(build);
    this.waiters.check();
    this.told = null;
    this.soon(() => dropRetired(database, this.name, () => this.isStopped));
  }

  /** Builds that were folded from another log than the one that is there now are replaced by new ones. */
  private async buildsOfThisLog(downgrade: boolean): Promise<StandingBuilds> {
    const { database, logger } = this.options;
    for (;;) {
      const bulkUpTo = await this.bulkUpTo();
      const { serving, building } = await patiently(() => settleBuilds(database, this.latest, bulkUpTo, downgrade));
      const ofAnother: Build[] = [];
      for (const build of [serving, building]) {
        if (build !== null && !(await this.isOfThisLog(build, bulkUpTo))) ofAnother.push(build);
      }
      if (ofAnother.length === 0) return { serving, building };
      logger.warn(
        `Read model ${this.name} was folded from another log than the one that is read now, ` +
          'which was restored from a backup, replaced or lost: it is built anew',
      );
      await patiently(() => retire(database, ofAnother));
    }
  }

  /** The mark of an unfinished build of whole streams may be an old event: this log must reach as far as it is to be made, too. */
  private async isOfThisLog({ bulk, mark }: Build, head: Position | null): Promise<boolean> {
    if (bulk !== null && (head === null || head < bulk.upTo)) return false;
    return isMarkOf(this.options.store, mark);
  }

  /** How far a build that is begun now is made of whole streams; null: not at all. */
  private async bulkUpTo(): Promise<Position | null> {
    const { store } = this.options;
    if (!BulkFeed.canFeed(store, this.latest)) return null;
    const head = await store.head();
    return head === START ? null : head;
  }

  private async feed({ id, version }: Build): Promise<void> {
    const projection = this.versions.find((each) => each.version === version);
    if (projection === undefined || this.feeds.has(id)) return;
    const { database } = this.options;
    const build = await patiently(() => goBackToMark(database, id));
    // Another process has just retired it; whoever takes its place is found when the next one is settled.
    if (build === null) return;
    const feed = this.feedOf(build, projection);
    this.feeds.set(id, feed);
    feed.start();
  }

  private feedOf(build: Build, projection: Projection): Feed {
    const options = { ...this.options, projection, onLost: (lost: Feed, loss: Loss) => this.lost(lost, loss) };
    const { bulk } = build;
    if (bulk !== null) return new BulkFeed({ ...build, bulk }, { ...options, onDone: (done) => this.goOn(done) });
    return new BuildFeed(build, { ...options, onPassed: (passed, atEnd) => this.passed(passed, atEnd) });
  }

  /** What came in meanwhile follows in the order of the log. */
  private goOn(done: BulkFeed): void {
    this.soon(async () => {
      await this.keepOnly([...this.feeds.keys()].filter((id) => id !== done.build.id));
      await this.settle(false);
    });
  }

  private lost(feed: Feed, loss: Loss): void {
    this.lostFeeds.add(feed);
    this.soon(async () => {
      await this.replace(feed, loss);
      this.lostFeeds.delete(feed);
    });
  }

  private passed(feed: BuildFeed, atEnd: boolean): void {
    const { id } = feed.build;
    if (id === this.standing?.serving.id) return this.waiters.check();
    if (id !== this.standing?.building?.id) return;
    // One that nobody feeds any more stands still: its successor shall know the whole log before it replaces it.
    const isServingFed = this.feeds.has(this.standing.serving.id);
    if (feed.position >= this.position && (isServingFed || atEnd)) this.soon(() => this.takeOver(feed));
  }

  private async takeOver(feed: BuildFeed): Promise<void> {
    const { database, logger } = this.options;
    if (this.isStopped || feed.build.id !== this.standing?.building?.id) return;
    if (!(await patiently(() => takeOver(database, feed.build)))) {
      // Another process was faster; nobody here would notice, where the one that served was not fed.
      if (database.builds.find(feed.build.id)?.role !== 'building') await this.settle(false);
      return;
    }
    logger.info(
      `Read model ${this.name}: version ${feed.build.version} (build ${feed.build.id}) has caught up and serves`,
    );
    await this.settle(false);
  }

  private async replace(lost: Feed, loss: Loss): Promise<void> {
    if (this.isStopped) return;
    await this.options.onLoss(loss);
    await this.keepOnly([...this.feeds.keys()].filter((id) => id !== lost.build.id));
    await this.settle(false);
  }

  private async keepOnly(ids: readonly number[]): Promise<void> {
    for (const [id, feed] of this.feeds) {
      if (ids.includes(id)) continue;
      await feed.stop();
      this.feeds.delete(id);
    }
    this.options.database.flush();
  }

  /** Once, however often it is tried again. */
  private tellOnce(error: unknown): void {
    // What a store says of itself holds nothing personal, unlike what may be said of an event.
    const reason = error instanceof StoreUnusableError ? error.message : poisonCode(error);
    if (reason !== this.told) this.options.logger.error(`Read model ${this.name}: ${reason}, trying again`);
    this.told = reason;
  }

  /** Later, in turn: a feed that calls must not be waited for from within its own slice. */
  private soon(work: () => Promise<void>): void {
    void this.inTurn(work).catch((error: unknown) => {
      if (this.isStopped) return;
      this.tellOnce(error);
      setTimeout(() => this.soon(work), RETRY_MS).unref();
    });
  }
}
