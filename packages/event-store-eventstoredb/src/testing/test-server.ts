import { type AddressInfo, createServer, type Server as NetServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type handleUnaryCall,
  type Metadata,
  Server,
  ServerCredentials,
  type ServiceError,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { append, type AppendAnswer, type ArrivedAppend, batchAppend } from './append-service';
import { gossipRead, type Member, supportedMethods } from './cluster-service';
import { deleteStream, tombstoneStream } from './delete-service';
import { requiresLeader } from './messages';
import { type AppendFault, type EndOfCall, type Misbehaviour } from './misbehaviour';
import { read, type ReadCall } from './read-service';
import { notAuthenticated, notLeader, notReady } from './rejections';
import { ServerLog } from './server-log';
import { type Filter, ServerSubscription } from './server-subscription';

export interface TestServerOptions {
  /** Default 1 MiB, as the real one. */
  readonly maxAppendBytes?: number;
  /** Asks every caller for these. */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** Every caller may read but not write. */
  readonly mayOnlyRead?: boolean;
  /** PEM; without it the server speaks plain text. */
  readonly tls?: { readonly key: Buffer; readonly cert: Buffer };
  /** So many milliseconds its clock is ahead of ours; default 0. */
  readonly clockAheadMs?: () => number;
  /** As before 23.10: subscriptions are not told where the log ends. */
  readonly isOld?: boolean;
  /** Another server's log: a node of the same cluster. */
  readonly log?: ServerLog;
}

/** How long a server that restarts cannot be reached, in milliseconds. */
const DOWN_MS = 20;
/** And one whose disk is full, until there is room. */
const NO_ROOM_MS = 200;
const DELAY_MS = 50;
const FREEZE_MS = 300;

export const HOST = '127.0.0.1';

/**
 * An EventStoreDB of one node, in this process, with its log in memory: as much of it as the client asks for, and
 * faithful where it matters. It can be told to misbehave.
 */
export class EventStoreDbTestServer {
  readonly log: ServerLog;
  /** Who the others are; by default this server is alone and leads. */
  members: () => readonly Member[] = () => [{ host: HOST, port: this.port, isLeader: true, isAlive: true }];
  /** How many subscriptions were dropped because their consumers were too slow. */
  slowConsumers = 0;
  /** How many it dropped when told to. */
  dropped = 0;
  /** How many checkpoints it has sent to subscriptions with a filter. */
  checkpoints = 0;
  /** How many events it has sent to readers, subscriptions left aside. */
  eventsSent = 0;
  /** How many appends have arrived. */
  appends = 0;
  /** Every read waits for it. @param isOfWholeLog or of one stream */
  beforeRead: (isOfWholeLog: boolean) => Promise<void> = () => Promise.resolve();
  /** What is done to appends. */
  misbehave: Misbehaviour = () => undefined;

  private readonly grpc = new Server({ 'grpc.max_receive_message_length': 4 * 1024 * 1024 });
  private readonly inject: (socket: Socket) => void;
  private readonly sockets = new Map<string, Socket>();
  /** Connected while nothing is answered. */
  private readonly waiting: Socket[] = [];
  private readonly late = new Set<Promise<unknown>>();
  private readonly subscriptions = new Set<ServerSubscription>();
  private listener: NetServer | undefined;
  private thaw: PromiseWithResolvers<void> | undefined;
  private boundTo = 0;

  constructor(private readonly options: TestServerOptions = {}) {
    const { tls, clockAheadMs = () => 0 } = options;
    this.log = options.log ?? new ServerLog(options.maxAppendBytes ?? 1024 * 1024, () => Date.now() + clockAheadMs());
    const credentials =
      tls === undefined
        ? ServerCredentials.createInsecure()
        : ServerCredentials.createSsl(null, [{ private_key: tls.key, cert_chain: tls.cert }]);
    const injector = this.grpc.createConnectionInjector(credentials);
    this.inject = (socket) => injector.injectConnection(socket);
    this.addServices();
  }

  static async start(options: TestServerOptions = {}): Promise<EventStoreDbTestServer> {
    const server = new EventStoreDbTestServer(options);
    await server.listen();
    return server;
  }

  get port(): number {
    return this.boundTo;
  }

  /** A connection string. */
  get url(): string {
    const { credentials, tls } = this.options;
    const user = credentials === undefined ? '' : `${credentials.username}:${credentials.password}@`;
    return `esdb://${user}${HOST}:${this.port}?tls=${tls !== undefined}`;
  }

  /** @param port the one it had before, when it has been listening already */
  async listen(): Promise<void> {
    const listener = createServer((socket) => this.accept(socket));
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(this.boundTo, HOST, resolve);
    });
    this.boundTo = (listener.address() as AddressInfo).port;
    this.listener = listener;
  }

  /** Breaks every connection and accepts no more; the log is kept. */
  async stop(): Promise<void> {
    const { listener } = this;
    this.listener = undefined;
    const closed = new Promise<void>((resolve) =>
      listener === undefined ? resolve() : listener.close(() => resolve()),
    );
    this.dropConnections();
    await closed;
  }

  async restart(downMs = DOWN_MS): Promise<void> {
    if (this.listener === undefined) return;
    await this.stop();
    await sleep(downMs);
    await this.listen();
  }

  /** For good. */
  async close(): Promise<void> {
    this.thawed();
    await this.stop();
    this.grpc.forceShutdown();
  }

  dropConnections(): void {
    for (const socket of this.sockets.values()) socket.destroy();
  }

  /** As the server does with consumers that are too slow. */
  dropSubscriptions(error?: ServiceError): void {
    for (const subscription of this.subscriptions) {
      this.dropped++;
      subscription.drop(error);
    }
  }

  /** How many connections there are. */
  get connections(): number {
    return this.sockets.size;
  }

  get openSubscriptions(): number {
    return this.subscriptions.size;
  }

  /** The subscriptions of now stay open, but nothing comes any more. Waits for the first. */
  async muteSubscriptions(): Promise<void> {
    while (this.subscriptions.size === 0) await sleep(5);
    for (const subscription of this.subscriptions) subscription.mute();
  }

  /**
   * From now on nothing is answered, gossip neither, until {@link thawed}: connections live on, and new ones are made, but
   * nobody speaks. As a process that is stopped, but that pings on connections of before are still answered.
   */
  freeze(): void {
    this.thaw ??= Promise.withResolvers<void>();
  }

  thawed(): void {
    this.thaw?.resolve();
    this.thaw = undefined;
    for (const subscription of this.subscriptions) subscription.resume();
    for (const socket of this.waiting.splice(0)) if (!socket.destroyed) this.inject(socket);
  }

  /** Resolves when nothing is on its way into the log any more. */
  async quiet(): Promise<void> {
    while (this.late.size > 0) await Promise.all(this.late);
  }

  private get isLeader(): boolean {
    return this.members().some(({ port, isLeader }) => isLeader && port === this.port);
  }

  private addServices(): void {
    const authenticate = async (metadata: Metadata): Promise<ServiceError | undefined> => {
      await this.thaw?.promise;
      return this.refusal(metadata);
    };
    const streams: UntypedServiceImplementation = {
      read: read(
        this.log,
        (call) => this.mayRead(call),
        (call, after, filter, every) => this.subscribe(call, after, filter, every),
        () => void this.eventsSent++,
      ),
      append: append((arrived) => this.answer(arrived)),
      batchAppend: batchAppend((arrived) => this.answer(arrived), authenticate),
      delete: this.onceThawed(deleteStream(this.log)),
      tombstone: this.onceThawed(tombstoneStream(this.log)),
    };
    this.grpc.addService(StreamsService, streams);
    this.grpc.addService(GossipService, { read: this.onceThawed(gossipRead(() => this.members())) });
    this.grpc.addService(ServerFeaturesService, { getSupportedMethods: this.onceThawed(supportedMethods) });
  }

  private onceThawed<Request, Response>(
    handle: handleUnaryCall<Request, Response>,
  ): handleUnaryCall<Request, Response> {
    return (call, answer) => {
      if (this.thaw === undefined) return handle(call, answer);
      void this.thaw.promise.then(() => (call.cancelled ? undefined : handle(call, answer)));
    };
  }

  private accept(socket: Socket): void {
    const peer = `${socket.remoteAddress}:${socket.remotePort}`;
    this.sockets.set(peer, socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(peer));
    if (this.thaw === undefined) this.inject(socket);
    else this.waiting.push(socket);
  }

  private refusal(metadata: Metadata): ServiceError | undefined {
    const { credentials } = this.options;
    if (credentials !== undefined) {
      const basic = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
      if (metadata.get('authorization')[0] !== `Basic ${basic}`) return notAuthenticated();
    }
    if (this.isLeader || !requiresLeader(metadata)) return undefined;
    const leader = this.members().find(({ isLeader, isAlive }) => isLeader && isAlive);
    return leader === undefined ? notReady() : notLeader(leader.host, leader.port);
  }

  private async mayRead(call: ReadCall): Promise<boolean> {
    await this.beforeRead(call.request.getOptions()?.hasAll() ?? false);
    await this.thaw?.promise;
    const refused = this.refusal(call.metadata);
    if (refused) call.emit('error', refused);
    return refused === undefined;
  }

  private subscribe(call: ReadCall, after: bigint, filter: Filter, checkpointEvery: number): ServerSubscription {
    const subscription = new ServerSubscription(call, this.log, after, filter, checkpointEvery, {
      isHeld: () => this.thaw !== undefined,
      saysCaughtUp: this.options.isOld !== true,
      ended: (it) => void this.subscriptions.delete(it),
      tooSlow: () => void this.slowConsumers++,
      checkpoint: () => void this.checkpoints++,
    });
    this.subscriptions.add(subscription);
    return subscription;
  }

  private async answer(arrived: ArrivedAppend): Promise<AppendAnswer> {
    this.appends++;
    const fault = this.misbehave();
    await this.thaw?.promise;
    if (!this.isLeader) return this.notTheLeader();
    if (this.options.mayOnlyRead) return { kind: 'denied' };
    // As the server does with a message it cannot make sense of.
    if (arrived.events.some(({ type }) => type === '')) return { kind: 'bad-request', message: 'No type' };
    if (fault !== undefined) return this.misbehaved(fault, arrived);
    return this.write(arrived);
  }

  private notTheLeader(): AppendAnswer {
    const leader = this.members().find(({ isLeader, isAlive }) => isLeader && isAlive);
    return leader === undefined ? { kind: 'not-ready' } : { kind: 'error', error: notLeader(leader.host, leader.port) };
  }

  private write({ stream, expected, events, deadline }: ArrivedAppend): AppendAnswer {
    if (this.log.now() > deadline) return { kind: 'timeout' };
    return this.log.append(stream, expected, events);
  }

  private async misbehaved(fault: AppendFault | EndOfCall, arrived: ArrivedAppend): Promise<AppendAnswer> {
    if (typeof fault === 'object') {
      this.write(arrived);
      return { kind: 'error', error: fault.endCall };
    }
    switch (fault) {
      case 'drop-before':
        this.sockets.get(arrived.peer)?.destroy();
        return null;
      case 'drop-after':
        this.write(arrived);
        this.sockets.get(arrived.peer)?.destroy();
        return null;
      case 'lose-answer':
        this.write(arrived);
        return null;
      case 'delay':
        await sleep(DELAY_MS);
        return this.write(arrived);
      case 'not-leader':
        return { kind: 'error', error: notLeader(HOST, this.port) };
      case 'not-ready':
        return { kind: 'not-ready' };
      case 'wrong-version':
        // What is written already is recognised: in that the real one never errs.
        if (this.log.holds(arrived.events)) return this.write(arrived);
        return { kind: 'wrong-revision', current: arrived.expected === 'noStream' ? 7n : null };
      case 'wrong-version-after':
        this.write(arrived);
        return { kind: 'wrong-revision', current: this.log.lastRevision(arrived.stream) };
      case 'deadline-exceeded':
        this.soon(() => this.write(arrived));
        return { kind: 'timeout' };
      case 'read-only':
        return { kind: 'read-only' };
      case 'disk-full':
        await this.restart(NO_ROOM_MS);
        return null;
      case 'too-large':
        return { kind: 'too-large', limit: this.options.maxAppendBytes ?? 0 };
      case 'drop-subscription': {
        const answer = this.write(arrived);
        this.dropSubscriptions();
        return answer;
      }
      case 'restart':
        this.write(arrived);
        await this.restart();
        return null;
      case 'freeze':
        this.freeze();
        setTimeout(() => this.thawed(), FREEZE_MS);
        await this.thaw?.promise;
        return this.write(arrived);
    }
  }

  /** After a while, whatever becomes of the call meanwhile. */
  private soon(run: () => unknown): void {
    const done: Promise<unknown> = sleep(DELAY_MS).then(() => {
      run();
      this.late.delete(done);
    });
    this.late.add(done);
  }
}
