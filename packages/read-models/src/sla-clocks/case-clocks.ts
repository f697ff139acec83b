import { type ReadModelTables } from '@redress/application';
import { type Clock, type Clocks } from '@redress/domain';
import { FOREVER, type Evolved } from '../case-list/case-versions';
import { calendarsOf } from './calendars';
import { CLOCK_COLUMNS, type ClockColumns, clockColumns } from './clock-columns';
import { type ClockTile, lay, sameColumns } from './clock-tiles';

interface TileRow extends ClockColumns {
  readonly row: number;
  readonly recordedFrom: string;
  readonly recordedTo: string;
  readonly occurredFrom: string;
  readonly occurredTo: string;
}

/** What becomes of one clock: read when it changes first. */
interface Track {
  readonly stored: readonly ClockTile[];
  believed: readonly ClockTile[];
  readonly superseded: ClockTile[];
}

/** The clocks of one case while events are applied to it; written by {@link CaseClocks.save}. */
export class CaseClocks {
  private readonly tracks = new Map<string, Track>();
  private readonly columns = new WeakMap<Clock, ClockColumns>();

  constructor(
    private readonly tables: ReadModelTables,
    private readonly no: number,
    private readonly id: string,
  ) {}

  /** @param at when the event that changed the case was recorded */
  apply(evolved: readonly Evolved[], at: string): void {
    for (const { from, to, before, after } of evolved) {
      const was = new Map(before?.clocks.clocks.map((clock) => [clock.id, clock]));
      for (const clock of after.clocks.clocks) {
        const earlier = was.get(clock.id);
        if (earlier === clock) continue;
        const columns = this.columnsOf(clock, after.clocks);
        if (before !== null && earlier !== undefined) {
          if (sameColumns(this.columnsOf(earlier, before.clocks), columns)) continue;
        }
        this.change(clock.id, from, to, at, columns);
      }
    }
  }

  /** Writes what has become of the clocks. */
  save(): void {
    for (const { stored, believed, superseded } of this.tracks.values()) {
      const tiles = [...believed, ...superseded];
      const kept = new Map(tiles.flatMap((tile) => (tile.row === null ? [] : [[tile.row, tile] as const])));
      for (const before of stored) {
        const after = kept.get(before.row as number);
        if (after === undefined) this.tables.prepare('DELETE FROM {clocks} WHERE row = ?').run(before.row);
        else this.resize(before, after);
      }
      for (const tile of tiles) if (tile.row === null) this.insert(tile);
    }
    this.tracks.clear();
  }

  private change(clock: string, from: string, to: string, at: string, columns: ClockColumns): void {
    const track = this.tracks.get(clock) ?? this.read(clock);
    this.tracks.set(clock, track);
    const { believed, superseded } = lay(track.believed, { at, from, to, columns });
    track.believed = believed;
    track.superseded.push(...superseded);
  }

  private columnsOf(clock: Clock, clocks: Clocks): ClockColumns {
    const known = this.columns.get(clock) ?? clockColumns(clock, clocks, calendarsOf(this.tables));
    this.columns.set(clock, known);
    return known;
  }

  private read(clock: string): Track {
    const rows = this.tables.prepare(SELECT).all(this.no, clock) as unknown as TileRow[];
    const stored = rows.map(({ row, recordedFrom, recordedTo, occurredFrom, occurredTo, ...columns }) => {
      return { row, recordedFrom, recordedTo, occurredFrom, occurredTo, columns };
    });
    return { stored, believed: stored, superseded: [] };
  }

  /** How a clock stood never changes, only the time that is good for. */
  private resize(before: ClockTile, after: ClockTile): void {
    const { recordedTo, occurredFrom, occurredTo } = after;
    const isSame =
      before.recordedTo === recordedTo && before.occurredFrom === occurredFrom && before.occurredTo === occurredTo;
    if (isSame) return;
    const sql = 'UPDATE {clocks} SET recorded_to = ?, occurred_from = ?, occurred_to = ? WHERE row = ?';
    this.tables.prepare(sql).run(recordedTo, occurredFrom, occurredTo, after.row);
  }

  private insert({ recordedFrom, recordedTo, occurredFrom, occurredTo, columns }: ClockTile): void {
    const values = CLOCK_COLUMNS.map((name) => columns[name]);
    this.tables.prepare(INSERT).run(this.no, this.id, recordedFrom, recordedTo, occurredFrom, occurredTo, ...values);
  }
}

/** Takes every trace of a case's clocks out of the tables. */
export function removeClocks(tables: ReadModelTables, no: number): void {
  tables.prepare('DELETE FROM {clocks} WHERE no = ?').run(no);
}

const SELECT = `SELECT row, recorded_from AS recordedFrom, recorded_to AS recordedTo, occurred_from AS occurredFrom,
  occurred_to AS occurredTo, ${CLOCK_COLUMNS.join(', ')} FROM {clocks} INDEXED BY {clocks_case}
  WHERE no = ? AND clock = ? AND recorded_to = '${FOREVER}' ORDER BY occurred_from`;

const INSERT = `INSERT INTO {clocks} (no, id, recorded_from, recorded_to, occurred_from, occurred_to,
  ${CLOCK_COLUMNS.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ${CLOCK_COLUMNS.map(() => '?').join(', ')})`;
