import { type StoredEvent } from '@redress/event-store';
import { readCaseEvent } from '../case-events';
import { type Projection } from '../projection';
import { type ReadModelDatabase } from '../read-model-database';

export interface CountingOptions {
  readonly version?: number;
  /** Called with every event before it is counted; what it throws makes the event poison. */
  readonly onEvent?: (event: StoredEvent) => void;
  /** Read every event as a case event. */
  readonly isReading?: boolean;
  /** See `Projection`. */
  readonly wholeStreams?: readonly string[];
}

/** A read model that only writes down which events it was given. */
export function countingProjection({
  version = 1,
  onEvent,
  isReading = false,
  wholeStreams,
}: CountingOptions = {}): Projection {
  return {
    name: 'counting',
    version,
    filter: { streamPrefixes: ['case-'] },
    ...(wholeStreams === undefined ? {} : { wholeStreams }),
    createTables: (tables) => tables.exec('CREATE TABLE {seen} (position TEXT NOT NULL, stream TEXT NOT NULL)'),
    apply: (tables, events) => {
      const insert = tables.prepare('INSERT INTO {seen} (position, stream) VALUES (?, ?)');
      for (const event of events) {
        onEvent?.(event);
        if (isReading) readCaseEvent(event);
        insert.run(event.position, event.stream);
      }
    },
    remove: (tables, stream) => {
      tables.prepare('DELETE FROM {seen} WHERE stream = ?').run(stream);
    },
  };
}

/** The positions that the serving build of any of these versions was given, in log order; each as often as it was. */
export function seen(database: ReadModelDatabase, versions: readonly number[] = [1]): readonly string[] {
  return database.read('counting', versions, ({ prepare }) =>
    prepare('SELECT position FROM {seen} ORDER BY position')
      .all()
      .map((row) => row['position'] as string),
  );
}
