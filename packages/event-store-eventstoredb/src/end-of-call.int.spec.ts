import { Metadata, type ServiceError, status as Code } from '@grpc/grpc-js';
import { idsOf, newEvents, newStream } from '@redress/event-store/contract';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { EventStoreDbTestServer } from './testing';

/** All appends share one call: what ends it is about one of them at most. */

function error(code: Code, details: string, exception?: string): ServiceError {
  const metadata = new Metadata();
  if (exception !== undefined) metadata.set('exception', exception);
  return Object.assign(new Error(details), { code, details, metadata });
}

describe('a call that ends after appends over it were written', () => {
  let server: EventStoreDbTestServer;
  let store: EventStoreDbEventStore;

  beforeEach(async () => {
    server = await EventStoreDbTestServer.start();
    store = new EventStoreDbEventStore({ url: server.url, timeoutMs: 10_000, tryMs: 1_000 });
  });
  afterEach(async () => {
    await store.close();
    await server.close();
  });

  it.each<[string, ServiceError]>([
    ['the user may not', error(Code.PERMISSION_DENIED, 'Access Denied', 'access-denied')],
    ['the user is not known', error(Code.UNAUTHENTICATED, 'Bad HTTP status code: 401')],
    ['it has no such method', error(Code.UNIMPLEMENTED, 'The server does not implement the method')],
    ['a stream was deleted', error(Code.FAILED_PRECONDITION, "Event stream 'x' is deleted.", 'stream-deleted')],
    ['the connection broke', error(Code.UNAVAILABLE, 'SSL routines::decryption failed or bad record mac')],
    ['it was never sent', error(Code.UNAVAILABLE, 'No connection established. Last error: none')],
    ['nothing that makes sense', error(Code.OK, '')],
  ])('saying that %s: they are settled, and none is said to be not written', async (_, endCall) => {
    const streams = Array.from({ length: 3 }, () => newStream());
    await store.append(streams[0] as string, 'noStream', newEvents(1));
    const before = server.appends;
    server.misbehave = () =>
      server.appends === before + 3 ? { endCall } : server.appends < before + 3 ? 'delay' : undefined;
    const batches = streams.map(() => newEvents(2));
    const appends = batches.map((batch, n) => store.append(streams[n] as string, n === 0 ? 0 : 'noStream', batch));
    expect((await Promise.all(appends)).map(({ revision }) => revision)).toEqual([2, 1, 1]);
    expect(server.appends).toBeGreaterThan(before + 3);
    expect(server.log.all).toHaveLength(7);
    for (const [n, stream] of streams.entries()) {
      expect(idsOf(await store.readStream(stream)).slice(-2)).toEqual(idsOf(batches[n] ?? []));
    }
  });
});
