import { setTimeout as sleep } from 'node:timers/promises';
import { GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { type ClusterInfo, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { type ChannelCredentials, Metadata } from '@grpc/grpc-js';
import { type Endpoint, type Target } from './connection-string';

/** Unless the connection string says so: between two questions to a node, in milliseconds. */
const INTERVAL_MS = 50;
/** As above: how often a node is asked before the search is given up; whoever still waits begins another. */
const ATTEMPTS = 30;
/** As above: how long a node may take to say who is in the cluster, in seconds. */
const TIMEOUT_S = 1;

/** A node that was down is asked as soon as it is back: left to itself, the library waits a second at first, and then longer. */
const CHANNEL = {
  'grpc.use_local_subchannel_pool': 1,
  'grpc.initial_reconnect_backoff_ms': INTERVAL_MS,
  'grpc.max_reconnect_backoff_ms': 2 * INTERVAL_MS,
};

/**
 * Finds the node that leads. All nodes are asked at the same time, again and again, so that one that hangs holds up
 * nobody, and whom they name is believed only when it says so too: after the leader has died the others go on naming it
 * for a while, and a new one is named before it is ready.
 * @throws {Error} nobody leads, or nobody can be reached
 */
export async function findLeader(
  { endpoints, settings }: Target,
  credentials: ChannelCredentials,
  stop: AbortSignal,
): Promise<Endpoint> {
  const found = new AbortController();
  const over = AbortSignal.any([stop, found.signal]);
  const nodes = new Nodes(credentials, (settings.gossipTimeout ?? TIMEOUT_S) * 1_000);
  const leaderOf = async (seed: Endpoint): Promise<Endpoint | undefined> => {
    const named = leaderIn(await nodes.ask(seed));
    if (named === undefined || nameOf(named) === nameOf(seed)) return named;
    const again = leaderIn(await nodes.ask(named));
    return again !== undefined && nameOf(again) === nameOf(named) ? named : undefined;
  };
  const ask = async (seed: Endpoint): Promise<Endpoint> => {
    for (let left = settings.maxDiscoverAttempts ?? ATTEMPTS; left > 0 && !over.aborted; left--) {
      const leader = await leaderOf(seed).catch(() => undefined);
      if (leader !== undefined) return leader;
      await sleep(settings.discoveryInterval ?? INTERVAL_MS, undefined, { signal: over }).catch(() => undefined);
    }
    throw new Error('Not by this node');
  };
  try {
    return await Promise.any(endpoints.map(ask));
  } catch {
    throw new Error('nobody was found in time');
  } finally {
    found.abort();
    nodes.close();
  }
}

function leaderIn(info: ClusterInfo): Endpoint | undefined {
  const leader = info
    .getMembersList()
    .find((member) => member.getIsAlive() && member.getState() === MemberInfo.VNodeState.LEADER);
  const endpoint = leader?.getHttpEndPoint();
  return endpoint && { address: endpoint.getAddress(), port: endpoint.getPort() };
}

/** The nodes that are asked during one search. */
class Nodes {
  private readonly clients = new Map<string, GossipClient>();

  constructor(
    private readonly credentials: ChannelCredentials,
    private readonly timeoutMs: number,
  ) {}

  ask(node: Endpoint): Promise<ClusterInfo> {
    const name = nameOf(node);
    const client = this.clients.get(name) ?? new GossipClient(name, this.credentials, CHANNEL);
    this.clients.set(name, client);
    return new Promise((resolve, reject) => {
      client.read(new Empty(), new Metadata(), { deadline: Date.now() + this.timeoutMs }, (error, info) => {
        if (error) reject(error);
        else resolve(info);
      });
    });
  }

  close(): void {
    for (const client of this.clients.values()) client.close();
  }
}

function nameOf({ address, port }: Endpoint): string {
  return `${address}:${port}`;
}
