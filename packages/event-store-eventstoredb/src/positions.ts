import { START, type Position } from '@redress/event-store';

/** A place in the server's log. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** As many digits as an unsigned 64-bit number can have, so that positions compare as strings. */
const DIGITS = 20;
const GREATEST = 2n ** 64n - 1n;
const FORM = /^(\d{20})-(\d{20})$/;

/** Of two decimal numbers, as the server writes them. */
export function toPosition(commit: string, prepare: string): Position {
  return `${commit.padStart(DIGITS, '0')}-${prepare.padStart(DIGITS, '0')}`;
}

/**
 * @returns null for the start of the log
 * @throws {RangeError} the position is of another store
 */
export function fromPosition(position: Position): LogPosition | null {
  if (position === START) return null;
  const [, commit, prepare] = FORM.exec(position) ?? [];
  const place = { commit: BigInt(commit ?? -1), prepare: BigInt(prepare ?? -1) };
  if (Object.values(place).some((number) => number < 0n || number > GREATEST)) {
    throw new RangeError(`${JSON.stringify(position)} is no position of this store`);
  }
  return place;
}
