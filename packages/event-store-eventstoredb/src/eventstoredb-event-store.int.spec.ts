import { eventStoreContract } from '@redress/event-store/contract';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { EventStoreDbTestServer } from './testing';

/** Of the test that runs, last started last. */
const servers: EventStoreDbTestServer[] = [];
const open = async (): Promise<EventStoreDbEventStore> =>
  new EventStoreDbEventStore({ url: servers.at(-1)?.url ?? '' });

eventStoreContract({
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
});
