import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { WRITER } from './database-file';
import { poisonCode } from './errors';
import { LocalApplier, type Pace } from './local-applier';
import { type ProjectionLogger } from './logger';
import { type Projection } from './projection';
import { ReadModelDatabase } from './read-model-database';
import { type ThreadData, type ThreadReply, type ThreadRequest } from './thread-messages';

/* The thread of the read models. It has a connection of its own, and nobody waits for it but who wants to write, too. */

/** Whole windows in one transaction: what happens to one case in the meantime is written once. */
const PACE: Pace = {
  firstSlice: 1_000,
  sliceMs: 1_000,
  largestSlice: 8_000,
  sharesCommits: false,
  writesAttempts: true,
};

type ApplyRequest = Extract<ThreadRequest, { kind: 'apply' | 'apply-streams' }>;

class ProjectionThread {
  private readonly database: ReadModelDatabase;
  private readonly appliers = new Map<number, LocalApplier>();
  private readonly logger: ProjectionLogger;
  private now = 0;

  constructor(
    private readonly port: MessagePort,
    file: string,
    private readonly projections: readonly Projection[],
  ) {
    const told = (level: 'info' | 'warn' | 'error') => (line: string) => this.reply({ kind: 'log', level, line });
    this.logger = { info: told('info'), warn: told('warn'), error: told('error') };
    this.database = ReadModelDatabase.open({ file, logger: this.logger, size: WRITER });
    this.database.onDamage = () => this.reply({ kind: 'damaged' });
    port.on('message', (request: ThreadRequest) => this.receive(request));
  }

  private receive(request: ThreadRequest): void {
    switch (request.kind) {
      case 'apply':
      case 'apply-streams':
        return void this.apply(request);
      case 'stop':
        this.appliers.get(request.feed)?.stop();
        this.appliers.delete(request.feed);
        return;
      case 'close':
        for (const applier of this.appliers.values()) applier.stop();
        void this.database.close();
        this.port.close();
    }
  }

  private async apply(request: ApplyRequest): Promise<void> {
    const { feed, build, now } = request;
    this.now = now;
    try {
      const applier = this.applierOf(feed, build);
      const outcome =
        request.kind === 'apply'
          ? await applier.apply(request.slice, (to) => this.reply({ kind: 'passed', feed, to }))
          : await applier.applyStreams(request.slice);
      this.reply({ kind: 'done', feed, outcome });
    } catch (error) {
      this.reply({ kind: 'failed', feed, code: poisonCode(error) });
    }
  }

  private applierOf(feed: number, build: ApplyRequest['build']): LocalApplier {
    const known = this.appliers.get(feed);
    if (known !== undefined) return known;
    const projection = this.projections.find(({ name, version }) => name === build.name && version === build.version);
    if (projection === undefined) throw new Error(`There is no version ${build.version} of ${build.name} here`);
    const { database, logger } = this;
    const clock = { now: () => this.now };
    const applier = new LocalApplier(build, { database, projection, clock, logger, pace: PACE });
    this.appliers.set(feed, applier);
    return applier;
  }

  private reply(reply: ThreadReply): void {
    this.port.postMessage(reply);
  }
}

async function serve(port: MessagePort, { file, module }: ThreadData): Promise<void> {
  // Named by whoever started the thread, since no package knows those that are built on it.
  const { projections } = (await import(module)) as { readonly projections: readonly Projection[] };
  new ProjectionThread(port, file, projections);
}

if (parentPort !== null) void serve(parentPort, workerData as ThreadData);
