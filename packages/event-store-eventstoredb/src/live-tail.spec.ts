import { type Position } from '@redress/event-store';
import { LiveTail } from './live-tail';
import { toPosition } from './positions';
import { type StoredRecord } from './records';

function record(place: number): StoredRecord {
  const position = toPosition(String(place), String(place));
  const bytes = Buffer.from('{}');
  return { id: `event-${place}`, stream: 'case-1', revision: 0n, position, type: 'T', data: bytes, metadata: bytes };
}

/** A server whose end of the log is said here, and whose subscriptions can be spoken through. */
class FakeServer {
  end = 1;
  readonly subscriptions: ((record: StoredRecord) => void)[] = [];
  readonly client = {
    follow: async (
      _after: unknown,
      onStart: () => void,
      onRecord: (record: StoredRecord) => void,
      stop: AbortSignal,
    ): Promise<void> => {
      this.subscriptions.push(onRecord);
      onStart();
      await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve()));
    },
  };

  head = async (): Promise<Position> => record(this.end).position;
}

async function subscribed(server: FakeServer, count: number): Promise<void> {
  while (server.subscriptions.length < count) await new Promise((resolve) => setImmediate(resolve));
}

function idsAfter(tail: LiveTail, place: number): string[] | undefined {
  return tail.page({ after: record(place).position }, 100)?.events.map(({ id }) => id);
}

it('gives an event once, although a subscription that was given up still brings it', async () => {
  const server = new FakeServer();
  const tail = new LiveTail(server);
  const leave = tail.onGrowth(() => undefined);
  await subscribed(server, 1);
  leave();
  const leaveAgain = tail.onGrowth(() => undefined);
  // Over the connection that is about to be closed; the end that is read next does not know of it yet.
  server.subscriptions[0]?.(record(2));
  await subscribed(server, 2);
  server.subscriptions[1]?.(record(2));
  expect(idsAfter(tail, 1)).toEqual(['event-2']);
  leaveAgain();
});

it('keeps nothing of what comes when nobody listens any more', async () => {
  const server = new FakeServer();
  const tail = new LiveTail(server);
  const leave = tail.onGrowth(() => undefined);
  await subscribed(server, 1);
  leave();
  for (let place = 2; place < 20_000; place++) server.subscriptions[0]?.(record(place));
  expect(tail.kept).toBe(0);
});

it('keeps the last few thousand events and not more, however many come', async () => {
  const server = new FakeServer();
  const tail = new LiveTail(server);
  const leave = tail.onGrowth(() => undefined);
  await subscribed(server, 1);
  for (let place = 2; place < 50_000; place++) server.subscriptions[0]?.(record(place));
  expect(tail.kept).toBeLessThanOrEqual(2 * 4096);
  expect(idsAfter(tail, 2)).toBeUndefined();
  expect(idsAfter(tail, 49_997)).toEqual(['event-49998', 'event-49999']);
  leave();
});

it('keeps fewer when they are large', async () => {
  const server = new FakeServer();
  const tail = new LiveTail(server);
  const leave = tail.onGrowth(() => undefined);
  await subscribed(server, 1);
  const large = Buffer.alloc(1024 * 1024, 'x');
  for (let place = 2; place < 100; place++) server.subscriptions[0]?.({ ...record(place), data: large });
  expect(tail.kept).toBeLessThanOrEqual(16);
  leave();
});
