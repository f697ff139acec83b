import { openEnvelope, RecordCorruptError } from '@redress/event-store';
import { idsOf, newEvent, newStream, recorder } from '@redress/event-store/contract';
import { binaryEvent, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { EventStoreDbTestServer } from './testing';

/** What something else has written into streams of ours: it is passed on as it is, and stops nobody. */
const OURS = '{"redress":{"hash":"' + 'a'.repeat(64) + '","schemaVersion":1},"metadata":';

const FOREIGN: readonly (readonly [string, Parameters<EventStoreDBClient['appendToStream']>[1]])[] = [
  ['JSON without metadata', jsonEvent({ type: 'CustomerCalled', data: { n: 1 } })],
  ['JSON with metadata of its own', jsonEvent({ type: 'CustomerCalled', data: [1], metadata: { redress: 'no' } })],
  ['bytes that are no text', binaryEvent({ type: 'Blob', data: Buffer.from([0, 255, 254, 128, 10]) })],
  ['no data at all', binaryEvent({ type: 'Nothing', data: Buffer.alloc(0) })],
  ['text that is no JSON', binaryEvent({ type: 'Text', data: Buffer.from('{"half": ') })],
  [
    'an envelope like ours around bytes that are no JSON',
    binaryEvent({ type: 'Blob', data: Buffer.from([255]), metadata: Buffer.from(`${OURS}{"a":1}}`) }),
  ],
  [
    'an envelope like ours that ends too early',
    binaryEvent({ type: 'NoteAdded', data: Buffer.from('{}'), metadata: Buffer.from(OURS) }),
  ],
];

describe('events that something else has written', () => {
  let server: EventStoreDbTestServer;
  let store: EventStoreDbEventStore;
  let client: EventStoreDBClient;

  beforeEach(async () => {
    server = await EventStoreDbTestServer.start();
    store = new EventStoreDbEventStore({ url: server.url, timeoutMs: 20_000, tryMs: 10_000 });
    client = EventStoreDBClient.connectionString(server.url);
  });
  afterEach(async () => {
    await store.close();
    await client.dispose();
    await server.close();
  });

  it.each(FOREIGN)('%s: read, followed and passed; who opens it hears where it stands', async (_, foreign) => {
    const stream = newStream('case');
    const seen = recorder();
    store.subscribe({}, seen.subscriber);
    await seen.until(() => seen.pages.length > 0);
    await client.appendToStream(stream, foreign);
    const ours = newEvent();
    await store.append(stream, 0, [ours]);
    await seen.until(() => seen.events.length === 2);
    const read = await store.readStream(stream);
    const { events } = await store.readAll({ filter: { streamPrefixes: ['case-'] } });
    for (const found of [read, events, seen.events]) expect(idsOf(found)[1]).toBe(ours.id);
    const [first] = read;
    expect(first).toMatchObject({ revision: 0, stream });
    expect(() => openEnvelope(first as (typeof read)[number])).toThrow(RecordCorruptError);
    expect(() => openEnvelope(first as (typeof read)[number])).toThrow(`Event 0 of ${stream}`);
  });

  it('a link to an event of ours is passed: it is the server’s', async () => {
    const stream = newStream('case');
    const ours = newEvent();
    await store.append(stream, 'noStream', [ours]);
    await client.appendToStream('links', binaryEvent({ type: '$>', data: Buffer.from(`0@${stream}`) }));
    const { events, atEnd } = await store.readAll();
    expect(idsOf(events)).toEqual([ours.id]);
    expect(atEnd).toBe(true);
  });
});
