import { type EventFilter, type StoredEvent, type Subscription } from '@redress/event-store';
import { idsOf, newEvent, newEvents, newStream, readToEnd } from '@redress/event-store/contract';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { EventStoreDbTestServer, seeded } from './testing';

const RESTARTS = 50;
const DROPS = 50;
const BROKEN_CONNECTIONS = 10;
const WRITERS = 16;
/** What comes between two interruptions at least: events written, and one more that a subscription is given live. */
const EVENTS_BETWEEN = 5;

/** Keeps what it has seen, and its checkpoint; can be taken up by another process. */
class Follower {
  readonly events: StoredEvent[] = [];
  position = '';
  private subscription: Subscription | undefined;

  constructor(private readonly filter?: EventFilter) {}

  start(store: EventStoreDbEventStore): void {
    const options = { after: this.position, batchSize: 20, ...(this.filter && { filter: this.filter }) };
    this.subscription = store.subscribe(options, (page) => {
      this.events.push(...page.events);
      this.position = page.position;
    });
  }

  async stop(): Promise<void> {
    await this.subscription?.close();
  }
}

describe('subscriptions under load', () => {
  let server: EventStoreDbTestServer;
  const stores: EventStoreDbEventStore[] = [];
  const open = (): EventStoreDbEventStore => {
    stores.push(new EventStoreDbEventStore({ url: server.url, timeoutMs: 20_000, tryMs: 500 }));
    return stores.at(-1) as EventStoreDbEventStore;
  };

  beforeEach(async () => {
    server = await EventStoreDbTestServer.start();
  });
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
    await server.close();
  });

  it(`see every event exactly once, in order, through ${RESTARTS} restarts and ${DROPS} drops of slow consumers`, async () => {
    const [writing, reading] = [open(), open()];
    const prefix: EventFilter = { streamPrefixes: ['case-'] };
    const rare: EventFilter = { types: ['Rare'] };
    const [all, cases, rarities, movedOn] = [
      new Follower(),
      new Follower(prefix),
      new Follower(rare),
      new Follower(prefix),
    ];
    for (const follower of [all, cases, rarities]) follower.start(reading);
    movedOn.start(open());

    let isOver = false;
    const write = async (index: number): Promise<void> => {
      const stream = newStream(index % 4 === 0 ? 'key' : 'case');
      for (let revision = -1; !isOver;) {
        const batch = newEvents(1 + (index % 3), { type: revision % 10 === index % 10 ? 'Rare' : 'Common' });
        ({ revision } = await writing.append(stream, revision < 0 ? 'noStream' : revision, batch));
        if (index === 0) server.log.writeSystem('$stats', '$statsCollected', '{}');
        await sleep(2);
      }
    };
    const writers = Array.from({ length: WRITERS }, (_, index) => write(index));

    const kinds = [
      ...Array<'restart'>(RESTARTS).fill('restart'),
      ...Array<'drop'>(DROPS).fill('drop'),
      ...Array<'break'>(BROKEN_CONNECTIONS).fill('break'),
    ];
    const next = seeded(7);
    while (kinds.length > 0) {
      const [kind] = kinds.splice(Math.floor(next() * kinds.length), 1);
      const enough = server.log.all.length + EVENTS_BETWEEN;
      const seen = all.events.length;
      while (server.log.all.length < enough || all.events.length === seen || server.openSubscriptions === 0) {
        await sleep(2);
      }
      if (kind === 'restart') await server.restart();
      else if (kind === 'break') server.dropConnections();
      else server.dropSubscriptions();
      // Now and then another replica takes over where one has stopped.
      if (kinds.length % 20 === 0) {
        await movedOn.stop();
        movedOn.start(open());
      }
    }
    isOver = true;
    await Promise.all(writers);

    const { events, position } = await readToEnd(writing, '');
    const followers = [all, cases, rarities, movedOn];
    while (followers.some((follower) => follower.position < position)) await sleep(5);
    const ofCases = idsOf(events.filter(({ stream }) => stream.startsWith('case-')));
    expect(idsOf(all.events)).toEqual(idsOf(events));
    expect(idsOf(cases.events)).toEqual(ofCases);
    expect(idsOf(movedOn.events)).toEqual(ofCases);
    expect(idsOf(rarities.events)).toEqual(idsOf(events.filter(({ type }) => type === 'Rare')));
    expect(rarities.events.length).toBeGreaterThan(0);
    expect(idsOf(events)).toEqual(server.log.all.filter(({ type }) => !type.startsWith('$')).map(({ id }) => id));
    expect(server.dropped).toBeGreaterThanOrEqual(DROPS);
    expect(server.checkpoints).toBeGreaterThan(0);
  }, 180_000);

  it('are taken up again when the server itself finds them too slow, without a gap', async () => {
    const store = open();
    const follower = new Follower();
    follower.start(store);
    while (server.openSubscriptions === 0) await sleep(2);
    await store.append(newStream(), 'noStream', [newEvent()]);
    while (follower.events.length === 0) await sleep(2);
    // More at once than the server keeps for a consumer.
    for (let n = 0; n < 5; n++) await store.append(newStream(), 'noStream', newEvents(200));
    while (follower.events.length < 1_001) await sleep(2);
    expect(idsOf(follower.events)).toEqual(server.log.all.map(({ id }) => id));
    expect(server.slowConsumers).toBeGreaterThan(0);
  }, 60_000);
});
