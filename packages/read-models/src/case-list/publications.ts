import { type ReadModelTables } from '@redress/application';

/** Keeps which streams of policies and calendars there are. */
export function keepPublication(tables: ReadModelTables, stream: string): void {
  tables.prepare('INSERT INTO {publications} (stream) VALUES (?) ON CONFLICT DO NOTHING').run(stream);
}
