import { type EventFilter, type ReadAllOptions, type StoredEvent } from './event-store';

const DEFAULT_PAGE = 500;

/** @throws {RangeError} a limit that is not an integer from 1 */
export function pageLimit({ limit = DEFAULT_PAGE }: Pick<ReadAllOptions, 'limit'>): number {
  return assertLimit(limit);
}

/** @throws {RangeError} a limit that is not an integer from 1 */
export function assertLimit(limit: number): number {
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError(`A limit is an integer from 1, not ${limit}`);
  return limit;
}

/** @throws {RangeError} a revision that is not an integer from 0 */
export function assertRevision(revision: number): number {
  if (!Number.isSafeInteger(revision) || revision < 0)
    throw new RangeError(`A revision is an integer from 0, not ${revision}`);
  return revision;
}

/** Events until their texts hold so many characters; the one that reaches the bound is the last. */
export function upToCharacters<Event extends Pick<StoredEvent, 'data' | 'metadata'>>(
  events: Iterable<Event>,
  characters = Infinity,
): Event[] {
  const taken: Event[] = [];
  let held = 0;
  for (const event of events) {
    taken.push(event);
    held += event.data.length + event.metadata.length;
    if (held >= characters) break;
  }
  return taken;
}

/** The filter as a predicate, for adapters whose store cannot apply it. */
export function matching(filter: EventFilter | undefined): (event: Pick<StoredEvent, 'type' | 'stream'>) => boolean {
  const types = filter?.types && new Set(filter.types);
  const prefixes = filter?.streamPrefixes;
  return ({ type, stream }) =>
    (types === undefined || types.has(type)) &&
    (prefixes === undefined || prefixes.some((prefix) => stream.startsWith(prefix)));
}
