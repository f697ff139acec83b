// The EventStoreDB adapter beside the bare client doing the same, on one server: that of REDRESS_TEST_EVENTSTOREDB_URL, or
// the test server in a process of its own. Both write the same bytes; both parse what they read.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { EventStoreDbEventStore } from '@redress/event-store-eventstoredb';
import { compare, rate } from './measure.mjs';
import { workFor } from './work.mjs';

const CALLERS = 32;

export async function run({ quick }) {
  const { url, where, stop } = await server();
  const rounds = quick ? 5 : 9;
  try {
    const appends = quick ? 1920 : 9600;
    const figures = [
      await appendsOf({ name: `append, 32 callers, ${where}`, target: '>= 0.9', rounds }, url, CALLERS, appends),
      await appendsOf({ name: `append, 1 caller, ${where}`, target: '', rounds }, url, 1, appends / 8),
    ];
    figures.push(await reads({ name: `read the whole log, ${where}`, target: '>= 0.8', rounds }, url));
    return figures;
  } finally {
    stop();
  }
}

async function server() {
  const url = process.env.REDRESS_TEST_EVENTSTOREDB_URL;
  if (url) return { url, where: 'EventStoreDB', stop: () => undefined };
  const child = fork(fileURLToPath(new URL('eventstoredb-test-server.mjs', import.meta.url)));
  const started = await new Promise((resolve) => child.once('message', resolve));
  return { url: started, where: 'test server', stop: () => child.kill() };
}

async function appendsOf(figure, url, callers, count) {
  const store = new EventStoreDbEventStore({ url });
  const client = EventStoreDBClient.connectionString(url);
  const measured = () => {
    const work = parsedWorkFor(callers, count);
    return rate(async () => {
      await Promise.all(work.map((appends) => appendAll(store, appends)));
      return count;
    });
  };
  const baseline = () => {
    const work = parsedWorkFor(callers, count);
    return rate(async () => {
      await Promise.all(work.map((appends) => appendBare(client, appends)));
      return count;
    });
  };
  const result = await compareWarm({ ...figure, unit: 'events/s', measured, baseline });
  await store.close();
  await client.dispose();
  return result;
}

async function reads(figure, url) {
  const store = new EventStoreDbEventStore({ url });
  const client = EventStoreDBClient.connectionString(url);
  const measured = () => rate(() => readPages(store));
  const baseline = () => rate(() => readBare(client));
  const result = await compareWarm({ ...figure, unit: 'events/s', measured, baseline });
  await store.close();
  await client.dispose();
  return result;
}

/** One round of each is not counted: code is compiled in it. */
async function compareWarm(figure) {
  await figure.measured();
  await figure.baseline();
  return compare(figure);
}

async function appendAll(store, appends) {
  for (const { stream, revision, event } of appends) {
    await store.append(stream, revision === 0 ? 'noStream' : revision - 1, [event]);
  }
}

async function appendBare(client, appends) {
  for (const { stream, revision, parsed } of appends) {
    await client.appendToStream(stream, [parsed], {
      expectedRevision: revision === 0 ? NO_STREAM : BigInt(revision - 1),
      requiresLeader: true,
    });
  }
}

async function readPages(store) {
  let read = 0;
  for (let position = '', atEnd = false; !atEnd;) {
    const page = await store.readAll({ after: position });
    for (const { data, metadata } of page.events) {
      JSON.parse(data);
      JSON.parse(metadata);
    }
    read += page.events.length;
    ({ position, atEnd } = page);
  }
  return read;
}

/** The client parses by itself, and knows no filter: the server's own events come along and are left out here. */
async function readBare(client) {
  let read = 0;
  for await (const { event } of client.readAll({ requiresLeader: true })) {
    if (event !== undefined && !event.streamId.startsWith('$')) read++;
  }
  return read;
}

/** The same appends as for the adapter, each beside the event as the bare client takes it: made before the time is taken. */
function parsedWorkFor(callers, count) {
  return workFor(callers, count).map((appends) =>
    appends.map((append) => {
      const { id, type, data, metadata, hash, schemaVersion } = append.event;
      const kept = { redress: { hash, schemaVersion }, metadata: JSON.parse(metadata) };
      return { ...append, parsed: jsonEvent({ id, type, data: JSON.parse(data), metadata: kept }) };
    }),
  );
}
