import { type EventStore, type Position, START } from '@redress/event-store';
import { type Clock } from '../clock';
import { type ParkedStream } from './builds';
import { type Lag, measureLag } from './lag';
import { type Projection } from './projection';
import { type ReadModelDatabase } from './read-model-database';

/** How a read model stands. */
export interface ReadModelStatus extends Lag {
  readonly name: string;
  /** Of the build that serves. */
  readonly version: number;
  /** Up to here every answer is true. */
  readonly position: Position;
  /** Streams that are missing from every answer, because one of their events could not be applied. */
  readonly parked: readonly ParkedStream[];
  /** The build that will take over when it has caught up. */
  readonly building: { readonly version: number; readonly position: Position } | null;
}

interface Sources {
  readonly store: EventStore;
  readonly database: ReadModelDatabase;
  readonly clock: Clock;
}

export async function readModelStatus(
  { name, version, filter }: Projection,
  { store, database, clock }: Sources,
): Promise<ReadModelStatus> {
  const { builds } = database;
  const serving = builds.inRole(name, 'serving');
  const building = builds.inRole(name, 'building');
  const parked = serving === null ? [] : builds.parked(serving.id);
  const position = serving?.position ?? START;
  return {
    name,
    version: serving?.version ?? version,
    position,
    ...(await measureLag(store, clock, position, filter)),
    parked,
    building: building === null ? null : { version: building.version, position: building.position },
  };
}
