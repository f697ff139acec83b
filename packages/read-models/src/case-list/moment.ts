import { type Moment } from '@redress/application';
import { sql, type Sql } from './sql';

/** A point in both times, as the tables know them. */
export interface PastPoint {
  readonly recorded: string;
  readonly occurred: string;
}

/** Before the end of an interval that has not ended. */
export const LATEST = '9999-12-31T23:59:59.998Z';

/**
 * Null for the present. Nothing happens after it was recorded, so whatever was known at an instant had happened by then.
 * @throws {RangeError} what is given is no instant
 */
export function pastPoint({ asOf, asOfOccurred }: Moment): PastPoint | null {
  if (asOf === undefined && asOfOccurred === undefined) return null;
  const recorded = asOf === undefined ? LATEST : instant(asOf);
  const occurred = asOfOccurred === undefined ? recorded : instant(asOfOccurred);
  return { recorded, occurred: occurred < recorded ? occurred : recorded };
}

/** The one row of `{versions} v` that a case has at a point, if it was there yet. */
export function versionAt({ recorded, occurred }: PastPoint, alias = 'v'): Sql {
  const v = alias;
  return sql(
    `${v}.recorded_from <= ? AND ${v}.recorded_to > ? AND ${v}.occurred_from <= ? AND ${v}.occurred_to > ?`,
    recorded,
    recorded,
    occurred,
    occurred,
  );
}

/** In the form of the tables. @throws {RangeError} it is no instant */
export function instant(given: string): string {
  return new Date(given).toISOString();
}
