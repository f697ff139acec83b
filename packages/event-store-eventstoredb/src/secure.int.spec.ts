import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreUnavailableError, StoreUnusableError } from '@redress/event-store';
import { newEvents, newStream } from '@redress/event-store/contract';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { EventStoreDbTestServer } from './testing';

const certificate = (name: string): string => join(__dirname, '..', 'test', 'certificates', name);

/** TLS and users. */
describe('a server that wants TLS, a user and a password', () => {
  let server: EventStoreDbTestServer;
  const stores: EventStoreDbEventStore[] = [];

  beforeAll(async () => {
    server = await EventStoreDbTestServer.start({
      tls: { key: readFileSync(certificate('server.key')), cert: readFileSync(certificate('server.crt')) },
      credentials: { username: 'ops', password: 'pass-0123' },
    });
  });
  afterEach(() => Promise.all(stores.splice(0).map((store) => store.close())));
  afterAll(() => server.close());

  function open(user: string, query: string): EventStoreDbEventStore {
    const store = new EventStoreDbEventStore({
      url: `esdb://${user}localhost:${server.port}?${query}`,
      timeoutMs: 800,
    });
    stores.push(store);
    return store;
  }

  /** What both a read and an append reject with. */
  async function failures(store: EventStoreDbEventStore): Promise<Error[]> {
    const calls = [store.head(), store.append(newStream(), 'noStream', newEvents(1))];
    const outcomes = await Promise.allSettled(calls);
    return outcomes.map((outcome) => (outcome as PromiseRejectedResult).reason as Error);
  }

  it('is used with the right ones', async () => {
    const store = open('ops:pass-0123@', `tlsCAFile=${certificate('ca.crt')}`);
    const stream = newStream();
    await store.append(stream, 'noStream', newEvents(2));
    expect(await store.readStream(stream)).toHaveLength(2);
  });

  it.each([
    [
      'a wrong password',
      'ops:pass-9876@',
      `tlsCAFile=${certificate('ca.crt')}`,
      /does not accept the user and password/,
    ],
    ['no user', '', `tlsCAFile=${certificate('ca.crt')}`, /does not accept the user and password/],
    ['another authority', 'ops:pass-0123@', `tlsCAFile=${certificate('other-ca.crt')}`, /tlsCAFile .*do not fit/],
    ['no authority', 'ops:pass-0123@', 'tls=true', /tlsCAFile .*do not fit/],
  ])('tells of %s what it is, and no password', async (_, user, query, message) => {
    for (const error of await failures(open(user, query))) {
      expect(error).toBeInstanceOf(StoreUnusableError);
      expect(error.message).toMatch(message);
      expect(JSON.stringify(error) + error.stack).not.toMatch(/pass-/);
    }
  });

  it('cannot be told from one that is down by who speaks without TLS', async () => {
    for (const error of await failures(open('ops:pass-0123@', 'tls=false'))) {
      expect(error.message).not.toMatch(/pass-/);
      expect(error.message).toContain(`localhost:${server.port}`);
    }
  });

  it('tells who speaks TLS to a server without it', async () => {
    const plain = await EventStoreDbTestServer.start();
    const store = new EventStoreDbEventStore({ url: `esdb://localhost:${plain.port}?tls=true`, timeoutMs: 800 });
    const [error] = await failures(store);
    expect(error).toBeInstanceOf(StoreUnusableError);
    expect(error?.message).toMatch(/tls or tlsCAFile/);
    await store.close();
    await plain.close();
  });

  it('of a name that nobody knows is said to be out of reach', async () => {
    const store = new EventStoreDbEventStore({ url: 'esdb://no-such-host.invalid:2113?tls=false', timeoutMs: 500 });
    const [error] = await failures(store);
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(error?.message).toContain('no-such-host.invalid:2113');
    await store.close();
  });
});
