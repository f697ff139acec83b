import { setTimeout as sleep } from 'node:timers/promises';
import { GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { type ClusterInfo, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import {
  type ChannelCredentials,
  type ClientUnaryCall,
  connectivityState,
  Metadata,
  status as Code,
} from '@grpc/grpc-js';
import { type Endpoint, type Target } from './connection-string';
import { nobodyLeads } from './failures';

/** Unless the connection string says so: between two questions to a node, in milliseconds. */
const INTERVAL_MS = 50;
/** As above: so many times a node that answers at once is asked before the search ends; a caller that still waits begins another. */
const ATTEMPTS = 30;
/** As above: how long a node may take to say who is in the cluster, in seconds. */
const TIMEOUT_S = 1;

/** So long a connection may take until another is tried, in milliseconds. */
const UNCONNECTED_MS = 10_000;

/** A node that was down is asked as soon as it is back: left to itself, the library waits a second at first, and then longer. */
const CHANNEL = {
  'grpc.use_local_subchannel_pool': 1,
  'grpc.initial_reconnect_backoff_ms': INTERVAL_MS,
  'grpc.max_reconnect_backoff_ms': 2 * INTERVAL_MS,
};

/** Asks the nodes of a cluster who leads. */
export class Gossip {
  private readonly nodes: Nodes;
  private readonly intervalMs: number;
  private readonly searchMs: number;

  constructor(
    private readonly target: Target,
    credentials: ChannelCredentials,
  ) {
    const { discoveryInterval, maxDiscoverAttempts, gossipTimeout } = target.settings;
    const timeoutMs = (gossipTimeout ?? TIMEOUT_S) * 1_000;
    this.nodes = new Nodes(credentials, timeoutMs);
    this.intervalMs = discoveryInterval ?? INTERVAL_MS;
    // One timeout more than the tries take, so that a slow node can answer whatever the settings are.
    this.searchMs = (maxDiscoverAttempts ?? ATTEMPTS) * this.intervalMs + timeoutMs;
  }

  /**
   * Finds the node that leads. Every node is asked again and again by itself, so that one that hangs delays no other: the
   * nodes of the connection string, and each node that one of them names as the leader. A node is believed only when it
   * says of itself that it leads: after the leader has died the others go on naming it for a while, and a new one is named
   * before it is ready. How long a search takes at most does not depend on the nodes.
   * @throws {CallFailure} `unreachable`: no node says that it leads
   */
  async leader(stop: AbortSignal): Promise<Endpoint> {
    const found = new AbortController();
    const over = AbortSignal.any([stop, found.signal]);
    const asked = new Set<string>();
    const { promise: leader, resolve } = Promise.withResolvers<Endpoint>();
    const ask = async (node: Endpoint): Promise<void> => {
      if (asked.has(nameOf(node))) return;
      asked.add(nameOf(node));
      while (!over.aborted) {
        const named = await this.nodes.leaderBy(node).catch(() => undefined);
        if (named !== undefined && nameOf(named) === nameOf(node)) return resolve(named);
        if (named !== undefined) void ask(named);
        await pause(this.intervalMs, over);
      }
    };
    const { endpoints, name } = this.target;
    const limit = pause(this.searchMs, over).then(() => Promise.reject(nobodyLeads(name)));
    for (const node of endpoints) void ask(node);
    try {
      return await Promise.race([leader, limit]);
    } finally {
      found.abort();
      this.nodes.cancel();
    }
  }

  close(): void {
    this.nodes.close();
  }
}

/** Ends early, without an error, when told to stop. */
async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stop }).catch(() => undefined);
}

function leaderIn(info: ClusterInfo): Endpoint | undefined {
  const leader = info
    .getMembersList()
    .find((member) => member.getIsAlive() && member.getState() === MemberInfo.VNodeState.LEADER);
  const endpoint = leader?.getHttpEndPoint();
  return endpoint && { address: endpoint.getAddress(), port: endpoint.getPort() };
}

interface Node {
  readonly client: GossipClient;
  readonly since: number;
}

/** Connections stay from search to search: the library leaves one behind for good that was given up before the node spoke. */
class Nodes {
  private readonly nodes = new Map<string, Node>();
  private readonly calls = new Set<ClientUnaryCall>();

  constructor(
    private readonly credentials: ChannelCredentials,
    private readonly timeoutMs: number,
  ) {}

  /** Whom the node names as the leader. @throws it does not answer */
  async leaderBy(endpoint: Endpoint): Promise<Endpoint | undefined> {
    const name = nameOf(endpoint);
    const node = this.nodes.get(name) ?? {
      client: new GossipClient(name, this.credentials, CHANNEL),
      since: performance.now(),
    };
    this.nodes.set(name, node);
    return new Promise((resolve, reject) => {
      const options = { deadline: Date.now() + this.timeoutMs };
      const call = node.client.read(new Empty(), new Metadata(), options, (error, info) => {
        this.calls.delete(call);
        if (error?.code === Code.DEADLINE_EXCEEDED) this.silent(name, node);
        if (error) reject(error);
        else resolve(leaderIn(info));
      });
      this.calls.add(call);
    });
  }

  /** Whatever is under way. */
  cancel(): void {
    for (const call of this.calls) call.cancel();
  }

  close(): void {
    this.cancel();
    for (const name of this.nodes.keys()) this.forget(name);
  }

  /** A new connection may lead to another node, where one name stands for several, or to a machine that is back. */
  private silent(name: string, node: Node): void {
    if (this.nodes.get(name) !== node) return;
    const isConnected = node.client.getChannel().getConnectivityState(false) === connectivityState.READY;
    if (isConnected || performance.now() - node.since > UNCONNECTED_MS) this.forget(name);
  }

  private forget(name: string): void {
    this.nodes.get(name)?.client.close();
    this.nodes.delete(name);
  }
}

function nameOf({ address, port }: Endpoint): string {
  return `${address}:${port}`;
}
