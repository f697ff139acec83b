import { type handleBidiStreamingCall, Server, ServerCredentials } from '@grpc/grpc-js';
import { newEvents, newStream } from '@redress/event-store/contract';
import { LogClient } from './client';
import { parseConnectionString } from './connection-string';
import { toRecord } from './records';

/**
 * What keeps a late append from being written, as bytes: read without the messages of the client, because with other
 * messages (its successor's `deadline` is a duration, field 7) a wrong one would be written and read alike.
 */

const LATE_MS = 7_000;
const BATCH_APPEND = '/event_store.client.streams.Streams/BatchAppend';
/** Of `BatchAppendReq`, and of its options. */
const OPTIONS = 2;
const DEADLINE_AS_TIMESTAMP = 6;
const DEADLINE_AS_DURATION = 7;

/** The fields of a protobuf message: numbers, or bytes. */
function fieldsOf(message: Buffer): Map<number, bigint | Buffer> {
  const fields = new Map<number, bigint | Buffer>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message.readUInt8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const key = varint();
    const value = varint();
    const isBytes = (key & 7n) === 2n;
    fields.set(Number(key >> 3n), isBytes ? message.subarray(at, (at += Number(value))) : value);
  }
  return fields;
}

function within(fields: Map<number, bigint | Buffer>, number: number): Map<number, bigint | Buffer> {
  return fieldsOf(fields.get(number) as Buffer);
}

describe('an append, as bytes', () => {
  let server: Server;
  let client: LogClient;
  const { promise: sent, resolve: receive } = Promise.withResolvers<Buffer>();

  beforeAll(async () => {
    server = new Server();
    const asIs = (bytes: Buffer): Buffer => bytes;
    const batchAppend: handleBidiStreamingCall<Buffer, Buffer> = (call) => void call.once('data', receive);
    server.addService(
      {
        batchAppend: {
          path: BATCH_APPEND,
          requestStream: true,
          responseStream: true,
          requestSerialize: asIs,
          requestDeserialize: asIs,
          responseSerialize: asIs,
          responseDeserialize: asIs,
        },
      },
      { batchAppend },
    );
    const port = await new Promise<number>((resolve, reject) =>
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    );
    client = new LogClient(parseConnectionString(`esdb://127.0.0.1:${port}?tls=false`), LATE_MS);
  });
  afterAll(() => {
    client.close();
    server.forceShutdown();
  });

  it('carries the instant after which the server does not write it any more', async () => {
    const before = Date.now();
    const append = client.append(newStream(), 'noStream', newEvents(1).map(toRecord), 60_000);
    append.catch(() => undefined);
    const options = within(fieldsOf(await sent), OPTIONS);
    const after = Date.now();
    expect(options.has(DEADLINE_AS_DURATION)).toBe(false);
    const deadline = within(options, DEADLINE_AS_TIMESTAMP);
    const ms = Number(deadline.get(1)) * 1_000 + Math.floor(Number(deadline.get(2) ?? 0n) / 1e6);
    expect(ms).toBeGreaterThanOrEqual(before + LATE_MS);
    expect(ms).toBeLessThanOrEqual(after + LATE_MS);
  });
});
