export { account } from './account';
export { callers } from './callers';
export { ConnectionProxy } from './connection-proxy';
export { APPEND_FAULTS, FAULTS, NODE_FAULTS, seeded, sometimes } from './misbehaviour';
export { findingsIn, misbehaviourRun, sumOf } from './misbehaviour-run';
export { ServerLog } from './server-log';
export { EventStoreDbTestCluster } from './test-cluster';
export { EventStoreDbTestServer } from './test-server';

export type { Account } from './account';
export type { Load, Witness } from './callers';
export type { Member } from './cluster-service';
export type { AppendFault, Misbehaviour, NodeFault } from './misbehaviour';
export type { MisbehaviourFigures } from './misbehaviour-run';
export type { TestServerOptions } from './test-server';
