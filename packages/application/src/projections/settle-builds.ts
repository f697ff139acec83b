import { type Position, START } from '@redress/event-store';
import { type Build } from './builds';
import { type Projection } from './projection';
import { type ReadModelDatabase } from './read-model-database';

/** The builds of a read model that are to be fed. */
export interface StandingBuilds {
  readonly serving: Build;
  readonly building: Build | null;
}

/**
 * Sees to it that one build serves, and that a build of the latest version stands or is being made beside it. Runs in
 * one transaction, because another process on the same file may be about to do the same.
 * @param bulkUpTo how far a build that is begun now applies whole streams; null: it is fed in the order of the log
 * @param downgrade whether an older version than the one that serves may replace it: at a start, when the operator
 *   chose the version, but not when a newer process has just taken over under our eyes
 */
export function settleBuilds(
  database: ReadModelDatabase,
  latest: Projection,
  bulkUpTo: Position | null,
  downgrade: boolean,
): StandingBuilds {
  return database.write(() => {
    const { builds } = database;
    const { name, version } = latest;
    const serving = builds.inRole(name, 'serving');
    const building = builds.inRole(name, 'building');
    if (serving === null && building === null && bulkUpTo !== null) {
      // Nothing is shown of a build that has come by whole streams: only at its end it is true up to some position.
      return { serving: add(database, latest, 'serving'), building: add(database, latest, 'building', bulkUpTo) };
    }
    if (serving === null) return { serving: add(database, latest, 'serving'), building };
    const isWanted = serving.version < version || (downgrade && serving.version > version);
    if (building !== null && (building.version === version || !downgrade)) return { serving, building };
    if (building !== null) builds.setRole(building.id, 'retired');
    return { serving, building: isWanted ? add(database, latest, 'building', bulkUpTo) : null };
  });
}

/** A build beside the one that serves, from the log's start; the one under way when there is one. */
export function buildAnew(database: ReadModelDatabase, latest: Projection, bulkUpTo: Position | null): void {
  database.write(() => {
    if (database.builds.inRole(latest.name, 'building') === null) add(database, latest, 'building', bulkUpTo);
  });
}

/** What was folded from another log is of no use: whoever stands is given a successor when the builds are settled next. */
export function retire(database: ReadModelDatabase, retired: readonly Build[]): void {
  database.write(() => {
    for (const { id } of retired) if (database.builds.find(id) !== null) database.builds.setRole(id, 'retired');
  });
}

/**
 * Puts the checkpoint back to the last event that the build was given. What lay between was filtered out; should the
 * log have lost it since, other events have taken its places.
 */
export function goBackToMark(database: ReadModelDatabase, id: number): Build | null {
  return database.write(() => {
    const { builds } = database;
    const build = builds.find(id);
    const position = build?.mark?.position ?? START;
    if (build === null || build.bulk !== null || build.position === position) return build;
    builds.setPosition(id, position);
    return { ...build, position };
  });
}

/** The build that was made beside takes over, unless the one that serves has read further. */
export function takeOver(database: ReadModelDatabase, build: Build): boolean {
  return database.write(() => {
    const { builds } = database;
    const candidate = builds.find(build.id);
    if (candidate?.role !== 'building' || candidate.bulk !== null) return false;
    const serving = builds.inRole(build.name, 'serving');
    if (serving !== null) {
      if (serving.position > candidate.position) return false;
      builds.setRole(serving.id, 'retired');
    }
    builds.setRole(build.id, 'serving');
    return true;
  });
}

function add(
  database: ReadModelDatabase,
  projection: Projection,
  role: 'serving' | 'building',
  bulkUpTo: Position | null = null,
): Build {
  const build = database.builds.add(projection.name, projection.version, role, bulkUpTo);
  projection.createTables(database.tablesOf(build));
  return build;
}
