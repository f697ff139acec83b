import { randomUUID } from 'node:crypto';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import {
  type CallOptions,
  Channel,
  type ChannelCredentials,
  type ChannelOptions,
  connectivityState,
  credentials,
  Metadata,
  status as Code,
} from '@grpc/grpc-js';
import { type Endpoint, type Target } from './connection-string';
import { CallFailure, outOfReach } from './failures';
import { Gossip } from './gossip';

/** A connection to one node, until something goes wrong with it. */
export interface Link {
  readonly streams: StreamsClient;
  /** As `performance.now()` counts, like {@link heardAt}. */
  readonly since: number;
  /** Whether there was a connection at all; as long as there was none, nothing can have been sent. */
  wasOpen: boolean;
  /** When anything was heard over it. */
  heardAt: number;
}

/** Unless the connection string says so, in milliseconds. */
const KEEP_ALIVE_MS = 10_000;
/** The server sends events up to 16 MiB that came to it some other way. */
const MAX_RECEIVE_BYTES = 17 * 1024 * 1024;
/** How soon a node that refused is tried again, in milliseconds; the library's own would go from 1 s up to 2 minutes. */
const FIRST_BACKOFF_MS = 50;
const LONGEST_BACKOFF_MS = 500;

/** The way to the node that leads: found with the first call, and anew after a link was given up. */
export class Connection {
  private readonly security: ChannelCredentials;
  private readonly options: ChannelOptions;
  private readonly metadata: Metadata;
  private readonly stop = new AbortController();
  /** Undefined where one node is all there is: it is not asked who leads, so that it may lie behind a proxy. */
  private readonly gossip: Gossip | undefined;
  private current: Promise<Link> | undefined;
  private open: Link | undefined;
  /** Where a node said that the leader is. */
  private hint: Endpoint | undefined;

  constructor(private readonly target: Target) {
    const { tls, ca, userCertificate, settings } = target;
    this.security = tls
      ? credentials.createSsl(ca ?? null, userCertificate?.key ?? null, userCertificate?.certificate ?? null)
      : credentials.createInsecure();
    this.options = {
      'grpc.keepalive_time_ms': keepAlive(settings.keepAliveInterval),
      'grpc.keepalive_timeout_ms': keepAlive(settings.keepAliveTimeout),
      'grpc.max_receive_message_length': MAX_RECEIVE_BYTES,
      'grpc.initial_reconnect_backoff_ms': FIRST_BACKOFF_MS,
      'grpc.max_reconnect_backoff_ms': LONGEST_BACKOFF_MS,
      // Or another store of this process that could not reach the node would make this one wait as well.
      'grpc.use_local_subchannel_pool': 1,
    };
    this.metadata = metadataFor(target);
    const isCluster = target.discover || target.endpoints.length > 1;
    this.gossip = isCluster ? new Gossip(target, this.security) : undefined;
  }

  /** The link of now; one search serves all who wait. Rejects when nobody leads or can be reached. */
  async link(): Promise<Link> {
    if (this.stop.signal.aborted) throw closed();
    this.current ??= this.connect();
    return this.current;
  }

  /** For a call to the leader that lasts until somebody ends it. */
  callArguments(): [Metadata, CallOptions] {
    return [this.metadata.clone(), { deadline: Infinity }];
  }

  /** Looks for the leader anew, unless that has happened already. */
  giveUp(link: Link): void {
    if (link !== this.open) return;
    this.open = undefined;
    this.current = undefined;
    link.streams.getChannel().close();
  }

  /** What went wrong with a call; when it is the node, the link is given up. */
  failed(link: Link, error: unknown): void {
    const { code, details, metadata } = error as { code?: unknown; details?: unknown; metadata?: unknown };
    const map = metadata instanceof Metadata ? metadata : new Metadata();
    const isNotLeader = map.get('exception')[0] === 'not-leader';
    const isCancelledByServer = code === Code.CANCELLED && details !== 'Cancelled on client';
    // Node's HTTP/2 says the former of a connection that has just ended.
    const isUnusable = typeof details === 'string' && /write after end|Server Is Not Ready/.test(details);
    if (!isNotLeader && !isCancelledByServer && !isUnusable && code !== Code.UNAVAILABLE) return;
    if (link === this.open && isNotLeader) this.hint = endpointIn(map);
    this.giveUp(link);
  }

  close(): void {
    this.stop.abort();
    this.gossip?.close();
    if (this.open) this.giveUp(this.open);
  }

  private async connect(): Promise<Link> {
    try {
      const { address, port } = await this.leader();
      if (this.stop.signal.aborted) throw closed();
      const channel = new Channel(`${address}:${port}`, this.security, this.options);
      const streams = new StreamsClient('', this.security, { channelOverride: channel });
      const link = { streams, since: performance.now(), wasOpen: false, heardAt: 0 };
      watch(channel, () => (link.wasOpen = true));
      this.open = link;
      return link;
    } catch (error) {
      this.current = undefined;
      // Whatever it is: without a link nothing was sent.
      throw error instanceof CallFailure ? error : outOfReach(this.target.name, String(error), { cause: error });
    }
  }

  private async leader(): Promise<Endpoint> {
    if (this.gossip) return this.gossip.leader(this.stop.signal);
    const [only] = this.target.endpoints;
    if (only === undefined) throw new TypeError('A target has at least one endpoint');
    const endpoint = this.hint ?? only;
    this.hint = undefined;
    return endpoint;
  }
}

/** Tells when it is connected, the first time. */
function watch(channel: Channel, onOpen: () => void): void {
  const state = channel.getConnectivityState(false);
  if (state === connectivityState.READY) return onOpen();
  // A channel that was closed never opens any more, and must not be asked again.
  if (state !== connectivityState.SHUTDOWN)
    channel.watchConnectivityState(state, Infinity, () => watch(channel, onOpen));
}

function keepAlive(ms: number | undefined): number {
  return ms === -1 ? Number.MAX_VALUE : (ms ?? KEEP_ALIVE_MS);
}

function metadataFor({ credentials: user, tls, connectionName }: Target): Metadata {
  const metadata = new Metadata();
  metadata.set('connection-name', connectionName ?? randomUUID());
  metadata.set('requires-leader', 'true');
  // Never over a connection that anybody can listen to.
  if (user && tls) {
    const basic = Buffer.from(`${user.username}:${user.password}`).toString('base64');
    metadata.set('authorization', `Basic ${basic}`);
  }
  return metadata;
}

function endpointIn(metadata: Metadata): Endpoint | undefined {
  const [address] = metadata.get('leader-endpoint-host');
  const port = Number(metadata.get('leader-endpoint-port')[0]);
  return typeof address === 'string' && address !== '' && port > 0 ? { address, port } : undefined;
}

function closed(): CallFailure {
  return new CallFailure({ kind: 'unusable' }, 'The event store is closed: open another');
}
