import { START, type Position } from '@redress/event-store';

/** As many digits as a safe integer can have, so that positions compare as strings. */
const DIGITS = 16;

export function toPosition(row: number): Position {
  return row === 0 ? START : String(row).padStart(DIGITS, '0');
}

/** @throws {RangeError} the position is of another store */
export function fromPosition(position: Position): number {
  if (position === START) return 0;
  const row = /^\d{16}$/.test(position) ? Number(position) : NaN;
  if (!Number.isSafeInteger(row)) throw new RangeError(`${JSON.stringify(position)} is no position of this store`);
  return row;
}
