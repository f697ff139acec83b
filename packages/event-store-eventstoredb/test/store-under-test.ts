import { type StoreUnderTest } from '@redress/event-store/contract';
import { EventStoreDbEventStore } from '../src';
import { EventStoreDbTestServer } from '../src/testing';

/** The connection string of a real server, whose log is empty or may be added to. */
export const REAL_SERVER = process.env['REDRESS_TEST_EVENTSTOREDB_URL'] || undefined;

export const WHY_SKIPPED = 'skipped: REDRESS_TEST_EVENTSTOREDB_URL names no server';

/** A new test server for every store. */
export function onTestServer(): StoreUnderTest {
  /** Of the test that runs, last started last. */
  const servers: EventStoreDbTestServer[] = [];
  const open = async (): Promise<EventStoreDbEventStore> =>
    new EventStoreDbEventStore({ url: servers.at(-1)?.url ?? '' });
  return {
    name: 'EventStoreDbEventStore',
    open: async () => {
      servers.push(await EventStoreDbTestServer.start());
      return open();
    },
    reopen: open,
    openSecond: open,
    cleanup: async () => {
      await Promise.all(servers.splice(0).map((server) => server.close()));
    },
    startsEmpty: true,
  };
}

/** Its log grows from test to test. */
export function onRealServer(url: string): StoreUnderTest {
  const open = async (): Promise<EventStoreDbEventStore> => new EventStoreDbEventStore({ url });
  return { name: 'EventStoreDbEventStore on a real server', open, reopen: open, openSecond: open };
}
