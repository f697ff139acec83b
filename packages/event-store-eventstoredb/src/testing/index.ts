export { ConnectionProxy } from './connection-proxy';
export { APPEND_FAULTS, seeded, sometimes } from './misbehaviour';
export { ServerLog } from './server-log';
export { EventStoreDbTestServer } from './test-server';

export type { Member } from './cluster-service';
export type { AppendFault, Misbehaviour } from './misbehaviour';
export type { TestServerOptions } from './test-server';
