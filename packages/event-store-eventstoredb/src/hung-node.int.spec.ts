import { setTimeout as sleep } from 'node:timers/promises';
import { idsOf, newEvents, newStream, recorder } from '@redress/event-store/contract';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { EventStoreDbTestCluster } from './testing';

/** A node that takes connections and says nothing, in a cluster that has a leader, or soon has. */

/** Short, so that nodes which answer have used up their part of a search before there is a leader. */
const SETTINGS = '&maxDiscoverAttempts=4&gossipTimeout=1';

describe('a node that hangs', () => {
  let cluster: EventStoreDbTestCluster;
  let store: EventStoreDbEventStore;

  beforeEach(async () => {
    cluster = await EventStoreDbTestCluster.start(3);
    store = new EventStoreDbEventStore({ url: cluster.url + SETTINGS, timeoutMs: 4_000, tryMs: 500 });
  });
  afterEach(async () => {
    for (const node of cluster.nodes) node.thawed();
    await store.close();
    await cluster.close();
  });

  it.each([1, 2])(
    'as a follower does not keep the leader from being found that is elected later (node %i)',
    async (hung) => {
      cluster.node(hung).freeze();
      cluster.lead(undefined);
      const stream = newStream();
      const append = store.append(stream, 'noStream', newEvents(1));
      const read = store.head();
      // Longer than the nodes that answer are asked in one search.
      await sleep(1_500);
      cluster.lead(0);
      expect((await append).revision).toBe(0);
      await read;
      expect(cluster.nodes.map(({ appends }) => appends)).toEqual([1, 0, 0]);
    },
    20_000,
  );

  it('as a follower costs nothing when the lead changes between the others', async () => {
    cluster.node(2).freeze();
    const stream = newStream();
    for (let revision = -1; revision < 5; revision++) {
      await store.append(stream, revision < 0 ? 'noStream' : revision, newEvents(1));
      cluster.lead(revision % 2 === 0 ? 0 : 1);
    }
    expect(await store.readStream(stream)).toHaveLength(6);
  }, 20_000);

  it('as the leader is left for the one that is elected, though the others go on naming it for a while', async () => {
    const seen = recorder();
    store.subscribe({}, seen.subscriber);
    const stream = newStream();
    const [first, second] = [newEvents(1), newEvents(2)];
    await store.append(stream, 'noStream', first);
    cluster.node(0).freeze();
    const append = store.append(stream, 0, second);
    await sleep(1_500);
    cluster.lead(1);
    expect((await append).revision).toBe(2);
    await seen.until(() => seen.events.length === 3);
    expect(idsOf(seen.events)).toEqual(idsOf([...first, ...second]));
    // What it was sent when it hung is not written by it when it goes on.
    cluster.node(0).thawed();
    await cluster.quiet();
    expect(idsOf(await store.readStream(stream))).toEqual(idsOf([...first, ...second]));
  }, 20_000);

  it('is connected to once, however often the leader is looked for', async () => {
    cluster.node(1).freeze();
    for (let search = 0; search < 5; search++) {
      await store.head();
      cluster.node(0).dropConnections();
    }
    await store.head();
    expect(cluster.node(1).connections).toBe(1);
  }, 20_000);
});
