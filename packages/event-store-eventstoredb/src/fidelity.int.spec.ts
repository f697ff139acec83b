import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ANY,
  EventStoreDBClient,
  jsonEvent,
  MaxAppendSizeExceededError,
  NO_STREAM,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  streamNameFilter,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { REAL_SERVER, WHY_SKIPPED } from '../test/store-under-test';
import { EventStoreDbTestServer } from './testing';

jest.setTimeout(60_000);

/** What the adapter rests on, asked by the bare client of the test server and, where there is one, of a real server. */
type Json = { n: number };
type Expected = bigint | typeof ANY | typeof NO_STREAM | typeof STREAM_EXISTS;

describe('the test server', () => {
  let server: EventStoreDbTestServer;
  beforeAll(async () => {
    server = await EventStoreDbTestServer.start();
  });
  afterAll(() => server.close());
  behaves(() => server.url);
});

describe('a real server', () => {
  if (REAL_SERVER === undefined) it.skip(`is what the test server imitates (${WHY_SKIPPED})`, () => undefined);
  else behaves(() => REAL_SERVER as string);
});

function behaves(url: () => string): void {
  let client: EventStoreDBClient;
  beforeAll(() => {
    client = EventStoreDBClient.connectionString(url());
  });
  afterAll(() => client.dispose());

  const newStream = (): string => `fidelity-${randomUUID()}`;
  const event = (n = 1, id: string = randomUUID()): ReturnType<typeof jsonEvent<{ type: string; data: Json }>> =>
    jsonEvent({ id, type: 'Counted', data: { n } });
  const append = async (stream: string, expectedRevision: Expected, ...events: ReturnType<typeof event>[]) => {
    const { nextExpectedRevision, position } = await client.appendToStream(stream, events, { expectedRevision });
    return { revision: nextExpectedRevision, position };
  };
  const read = async (stream: string): Promise<{ revision: number; n: number }[]> => {
    const found: { revision: number; n: number }[] = [];
    for await (const { event } of client.readStream(stream)) {
      if (event) found.push({ revision: Number(event.revision), n: (event.data as Json).n });
    }
    return found;
  };

  it('compares ids only: the same at the same revision give the first result, whatever they say', async () => {
    const stream = newStream();
    const [first, second] = [event(1), event(2)];
    const written = await append(stream, NO_STREAM, first, second);
    await append(stream, 1n, event(3));
    const again = await append(stream, NO_STREAM, event(7, first.id), event(8, second.id));
    expect(again).toEqual(written);
    expect((await read(stream)).map(({ n }) => n)).toEqual([1, 2, 3]);
  });

  it('writes the same ids again at a newer revision that is right', async () => {
    const stream = newStream();
    const first = event(1);
    await append(stream, NO_STREAM, first);
    expect((await append(stream, 0n, first)).revision).toBe(1n);
    expect(await read(stream)).toHaveLength(2);
  });

  it.each([
    ['at the same exact revision', NO_STREAM],
    ['at any', ANY],
    ['where the stream exists', STREAM_EXISTS],
  ] as const)('takes an old id followed by a new one for a wrong version, %s', async (_, expected) => {
    const stream = newStream();
    const first = event(1);
    await append(stream, NO_STREAM, first);
    await expect(append(stream, expected, first, event(2))).rejects.toBeInstanceOf(WrongExpectedVersionError);
    expect(await read(stream)).toHaveLength(1);
  });

  it('takes a new id followed by an old one for a new batch, at any', async () => {
    const stream = newStream();
    const first = event(1);
    await append(stream, NO_STREAM, first);
    expect((await append(stream, ANY, event(2), first)).revision).toBe(2n);
  });

  it('writes all events of an append or none', async () => {
    const stream = newStream();
    await append(stream, NO_STREAM, event(1), event(2), event(3));
    await expect(append(stream, 7n, event(4), event(5))).rejects.toBeInstanceOf(WrongExpectedVersionError);
    expect((await read(stream)).map(({ revision }) => revision)).toEqual([0, 1, 2]);
  });

  it('takes an append of no events, and writes nothing', async () => {
    const stream = newStream();
    await append(stream, NO_STREAM, event(1));
    expect((await append(stream, 0n)).revision).toBe(0n);
    expect(await read(stream)).toHaveLength(1);
  });

  it('refuses over a mebibyte in one append', async () => {
    const stream = newStream();
    const large = Array.from({ length: 3 }, () => jsonEvent({ type: 'Large', data: { text: 'x'.repeat(400 * 1024) } }));
    await expect(client.appendToStream(stream, large)).rejects.toBeInstanceOf(MaxAppendSizeExceededError);
    await expect(read(stream)).rejects.toBeInstanceOf(StreamNotFoundError);
  });

  it('counts on after a soft delete, which is no stream', async () => {
    const stream = newStream();
    await append(stream, NO_STREAM, event(1), event(2));
    await client.deleteStream(stream);
    await expect(read(stream)).rejects.toBeInstanceOf(StreamNotFoundError);
    await expect(append(stream, STREAM_EXISTS, event(3))).rejects.toBeInstanceOf(StreamDeletedError);
    expect((await append(stream, NO_STREAM, event(3))).revision).toBe(2n);
    expect(await read(stream)).toEqual([{ revision: 2, n: 3 }]);
  });

  it('neither reads nor takes anything after a tombstone', async () => {
    const stream = newStream();
    await append(stream, NO_STREAM, event(1));
    await client.tombstoneStream(stream);
    await expect(read(stream)).rejects.toBeInstanceOf(StreamDeletedError);
    for (const expected of [ANY, NO_STREAM, 0n] as const) {
      await expect(append(stream, expected, event(2))).rejects.toBeInstanceOf(StreamDeletedError);
    }
  });

  it('sends checkpoints past what a filter leaves out, some with a prepare position of 0', async () => {
    const checkpoints: { commit: bigint; prepare: bigint }[] = [];
    const subscription = client.subscribeToAll({
      fromPosition: 'end',
      filter: streamNameFilter({
        prefixes: ['nobody-writes-this-'],
        checkpointInterval: 1,
        checkpointReached: async (_, { commit, prepare }) => void checkpoints.push({ commit, prepare }),
      }),
    });
    // An error without a listener ends the process; closing it is one.
    subscription.on('error', () => undefined);
    await new Promise((resolve) => subscription.once('confirmation', resolve));
    const stream = newStream();
    for (let n = 0; checkpoints.length < 2 && n < 1_000; n++) await append(stream, ANY, event(n));
    while (checkpoints.length < 2) await sleep(10);
    await subscription.unsubscribe();
    for (const { commit, prepare } of checkpoints) {
      expect(commit).toBeGreaterThan(0n);
      expect([0n, commit]).toContain(prepare);
    }
  });
}
