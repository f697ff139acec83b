// The test server in a process of its own; tells its parent where it listens.
import { EventStoreDbTestServer } from '@redress/event-store-eventstoredb/testing';

const server = await EventStoreDbTestServer.start();
process.send(server.url);
