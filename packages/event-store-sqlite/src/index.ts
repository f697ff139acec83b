export { SqliteEventStore } from './sqlite-event-store';
export { SqliteLog } from './sqlite-log';

export type { SqliteEventStoreOptions } from './sqlite-event-store';
