import { setTimeout as sleep } from 'node:timers/promises';
import { type NodeFault } from './misbehaviour';
import { type EventStoreDbTestCluster } from './test-cluster';

/** How long no node leads after one was lost, in milliseconds: longer than nodes that answer are asked in one search of a run. */
const ELECTION_MS = 400;
/** How long a node that hangs does so beyond that. */
const HUNG_MS = 300;

/** Does to a cluster what may befall its nodes, one trouble at a time. */
export class NodeTrouble {
  private underWay: Promise<void> | undefined;

  constructor(private readonly cluster: EventStoreDbTestCluster) {}

  /** @returns false: there is trouble already */
  begin(fault: NodeFault): boolean {
    if (this.underWay !== undefined) return false;
    const trouble = fault === 'leader-hangs' ? this.leaderHangs() : this.followerHangs();
    this.underWay = trouble.finally(() => (this.underWay = undefined));
    return true;
  }

  /** Resolves when all nodes are well. */
  async over(): Promise<void> {
    await this.underWay;
  }

  private async leaderHangs(): Promise<void> {
    const { leader } = this.cluster;
    leader?.freeze();
    await sleep(ELECTION_MS);
    this.cluster.electNext();
    await sleep(HUNG_MS);
    leader?.thawed();
  }

  private async followerHangs(): Promise<void> {
    const { nodes, leader } = this.cluster;
    const leading = nodes.findIndex((node) => node === leader);
    const [other, hung] = [(leading + 1) % nodes.length, (leading + 2) % nodes.length];
    nodes[hung]?.freeze();
    this.cluster.lead(undefined);
    await sleep(ELECTION_MS);
    this.cluster.lead(other);
    await sleep(HUNG_MS / 2);
    this.cluster.lead(leading);
    await sleep(HUNG_MS / 2);
    nodes[hung]?.thawed();
  }
}
