/** So many lines, and other entries of one list, an explanation shows; those between the first and the last of them are summed up. */
export const MOST_LINES = 400;
/** So many stretches between pauses; their lines together are no more than those of one. */
export const MOST_STRETCHES = 40;

/** What a list leaves out in its middle: between the first half of what it shows and the second. */
export interface Omitted {
  readonly count: number;
  /** The sum of what is left out. */
  readonly ms: number;
}

/** A list as it is shown. */
export interface Shortened<T> {
  readonly shown: readonly T[];
  /** Empty when all are shown. */
  readonly omitted: readonly T[];
}

/** The first and the last of a list that is too long to be shown. */
export function shortened<T>(items: readonly T[], most = MOST_LINES): Shortened<T> {
  if (items.length <= most) return { shown: items, omitted: [] };
  const first = Math.ceil(most / 2);
  const last = items.length - Math.floor(most / 2);
  return { shown: [...items.slice(0, first), ...items.slice(last)], omitted: items.slice(first, last) };
}

/** Null when nothing is left out. */
export function omittedSum<T>(omitted: readonly T[], msOf: (item: T) => number): Omitted | null {
  if (omitted.length === 0) return null;
  return { count: omitted.length, ms: omitted.reduce((sum, item) => sum + msOf(item), 0) };
}

/** So many lines each of several stretches shows. */
export function linesOfEach(stretches: number): number {
  return Math.max(2, Math.floor(MOST_LINES / Math.min(Math.max(stretches, 1), MOST_STRETCHES)));
}
