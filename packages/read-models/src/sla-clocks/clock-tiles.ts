import { FOREVER } from '../case-list/case-versions';
import { CLOCK_COLUMNS, type ClockColumns } from './clock-columns';

/**
 * How a clock stood to those who knew what was recorded in `[recordedFrom, recordedTo)` and asked for what had happened by
 * an instant in `[occurredFrom, occurredTo)`; as a version of a case (see `CaseVersion`), but a clock has a new one only
 * when it changes itself. What happened before it started has none.
 */
export interface ClockTile {
  /** Where it is stored; null when it has not been yet. */
  readonly row: number | null;
  readonly recordedFrom: string;
  readonly recordedTo: string;
  readonly occurredFrom: string;
  readonly occurredTo: string;
  readonly columns: ClockColumns;
}

/** From now on it is known that a clock stood so in `[from, to)`; null: that there was none. */
export interface ClockChange {
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly columns: ClockColumns | null;
}

export interface Laid {
  /** What is believed now, oldest first. */
  readonly believed: readonly ClockTile[];
  /** What was believed until now. */
  readonly superseded: readonly ClockTile[];
}

/**
 * Lays a change over what was believed of one clock. Of what nobody can have asked for nothing is kept: an instant later
 * than what was known, see `CaseVersion`.
 */
export function lay(tiles: readonly ClockTile[], { at, from, to, columns }: ClockChange): Laid {
  const after: ClockTile[] = [];
  const superseded: ClockTile[] = [];
  for (const tile of tiles) {
    if (tile.occurredTo <= from || tile.occurredFrom >= to) {
      after.push(tile);
      continue;
    }
    const begin = later(tile.occurredFrom, from);
    const end = tile.occurredTo < to ? tile.occurredTo : to;
    // The stored row goes on as one of the pieces; the others are new.
    let { row } = tile;
    const piece = (given: Partial<ClockTile>): ClockTile => {
      const made = { ...tile, ...given, row };
      row = null;
      return made;
    };
    if (tile.occurredFrom < begin) after.push(piece({ occurredTo: begin }));
    if (tile.recordedFrom < at && begin < at) {
      superseded.push(piece({ recordedTo: at, occurredFrom: begin, occurredTo: end }));
    }
    if (end < tile.occurredTo) after.push(piece({ occurredFrom: end }));
  }
  if (columns !== null) {
    const interval = { recordedFrom: at, recordedTo: FOREVER, occurredFrom: from, occurredTo: to };
    after.push({ row: null, ...interval, columns });
  }
  return { believed: joined(after), superseded };
}

/** Neighbours that say the same since the same instant are one. */
function joined(tiles: readonly ClockTile[]): readonly ClockTile[] {
  const whole: ClockTile[] = [];
  for (const tile of [...tiles].sort((a, b) => (a.occurredFrom < b.occurredFrom ? -1 : 1))) {
    const last = whole.at(-1);
    const isSame =
      last?.occurredTo === tile.occurredFrom &&
      last.recordedFrom === tile.recordedFrom &&
      sameColumns(last.columns, tile.columns);
    if (isSame) whole[whole.length - 1] = { ...last, row: last.row ?? tile.row, occurredTo: tile.occurredTo };
    else whole.push(tile);
  }
  return whole;
}

export function sameColumns(a: ClockColumns, b: ClockColumns): boolean {
  return CLOCK_COLUMNS.every((name) => a[name] === b[name]);
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
