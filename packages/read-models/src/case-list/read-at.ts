import { caseIdOf, type ReadModelSnapshot } from '@redress/application';
import { type ReadAt } from './case-list-query';

/** What every answer says of what it was read from. */
export function readAt({ position, parked, parkedStreams }: ReadModelSnapshot): ReadAt {
  return { position, parked, parkedCases: parkedStreams.map(caseIdOf) };
}
