import { EventStoreDbTestServer, HOST, type TestServerOptions } from './test-server';
import { type Misbehaviour } from './misbehaviour';
import { type ServerLog } from './server-log';

/** Several test servers with one log: what one of them has written, all have. Who leads is said from outside. */
export class EventStoreDbTestCluster {
  private leading: number | undefined = 0;

  private constructor(readonly nodes: readonly EventStoreDbTestServer[]) {
    const members = () =>
      nodes.map(({ port }, index) => ({ host: HOST, port, isLeader: index === this.leading, isAlive: true }));
    for (const node of nodes) node.members = members;
  }

  /** The first node leads. */
  static async start(size = 3, options: TestServerOptions = {}): Promise<EventStoreDbTestCluster> {
    const first = await EventStoreDbTestServer.start(options);
    const others = Array.from({ length: size - 1 }, () => EventStoreDbTestServer.start({ ...options, log: first.log }));
    return new EventStoreDbTestCluster([first, ...(await Promise.all(others))]);
  }

  /** A connection string that names every node. */
  get url(): string {
    return `esdb://${this.nodes.map(({ port }) => `${HOST}:${port}`).join(',')}?tls=false`;
  }

  get log(): ServerLog {
    return this.node(0).log;
  }

  /** The one that leads; undefined while none does. */
  get leader(): EventStoreDbTestServer | undefined {
    return this.leading === undefined ? undefined : this.node(this.leading);
  }

  /** What every node does to appends. */
  set misbehave(misbehaviour: Misbehaviour) {
    for (const node of this.nodes) node.misbehave = misbehaviour;
  }

  node(index: number): EventStoreDbTestServer {
    return this.nodes[index] as EventStoreDbTestServer;
  }

  /** From now on this one leads; undefined: none. */
  lead(index: number | undefined): void {
    this.leading = index;
  }

  /** The one after the leader leads. */
  electNext(): void {
    this.leading = ((this.leading ?? 0) + 1) % this.nodes.length;
  }

  async quiet(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.quiet()));
  }

  async close(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.close()));
  }
}
