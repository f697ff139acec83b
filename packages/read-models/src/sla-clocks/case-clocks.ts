import { type ReadModelTables } from '@redress/application';
import { type Case, type Clock, type Clocks } from '@redress/domain';
import { type CaseVersion, FOREVER, type Evolved } from '../case-list/case-versions';
import { calendarsOf } from './calendars';
import { CLOCK_COLUMNS, type ClockColumns, clockColumns, clockOf, type Referred } from './clock-columns';
import { type ClockTile, lay, sameColumns } from './clock-tiles';
import { keepLongestRisk } from './longest-risk';
import { termsIn } from './terms';

interface TileRow extends ClockColumns {
  readonly row: number;
  readonly recordedFrom: string;
  readonly recordedTo: string;
  readonly occurredFrom: string;
  readonly occurredTo: string;
}

/** What becomes of one clock. */
interface Track {
  /** As read from the tables: those that end last, or all that are believed once the case was read whole. */
  stored: readonly ClockTile[];
  believed: readonly ClockTile[];
  superseded: ClockTile[];
}

/** The clocks of one case while events are applied to it; written by {@link CaseClocks.save}. */
export class CaseClocks {
  private readonly tracks = new Map<string, Track>();
  private readonly columns = new WeakMap<Clock, ClockColumns>();
  private readonly referred: Referred;

  constructor(
    private readonly tables: ReadModelTables,
    private readonly no: number,
    private readonly id: string,
  ) {
    this.referred = { calendars: calendarsOf(tables), terms: termsIn(tables) };
  }

  /** Reads how they stand as of the present. */
  readPresent(): this {
    for (const tile of this.read(SELECT_PRESENT)) this.put(tile.columns.clock, [tile]);
    return this;
  }

  /** Reads how they stood as of every instant, as it is believed now. Nothing may have been applied and not saved. */
  readAll(): this {
    this.tracks.clear();
    const byClock = Map.groupBy(this.read(SELECT_BELIEVED), ({ columns }) => columns.clock);
    for (const [clock, tiles] of byClock) this.put(clock, tiles);
    return this;
  }

  /** A version with its clocks, which were read before. */
  withClocks(version: CaseVersion): CaseVersion {
    return { ...version, state: this.stateWithClocks(version) };
  }

  /** @param at when the event that changed the case was recorded */
  apply(evolved: readonly Evolved[], at: string): void {
    for (const { from, to, before, after } of evolved) {
      if (before?.clocks.clocks === after.clocks.clocks) continue;
      const was = new Map(before?.clocks.clocks.map((clock) => [clock.id, clock]));
      for (const [nth, clock] of after.clocks.clocks.entries()) {
        const earlier = was.get(clock.id);
        if (earlier === clock) continue;
        const columns = this.columnsOf(clock, nth, after.clocks);
        if (before !== null && earlier !== undefined) {
          if (sameColumns(this.columnsOf(earlier, nth, before.clocks), columns)) continue;
        }
        this.change(clock.id, from, to, at, columns);
      }
      // A fact entered late has shown that it was never owed.
      const standing = new Set(after.clocks.clocks.map(({ id }) => id));
      for (const id of was.keys()) if (!standing.has(id)) this.change(id, from, to, at, null);
    }
  }

  /** Writes what has become of the clocks. */
  save(): void {
    for (const { stored, believed, superseded } of this.tracks.values()) {
      if (believed === stored) continue;
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

  private stateWithClocks({ state, occurredFrom }: CaseVersion): Case {
    const then = [...this.tracks.values()].flatMap(({ stored }) => {
      const tile = stored.find((each) => each.occurredFrom <= occurredFrom && occurredFrom < each.occurredTo);
      return tile === undefined ? [] : [tile.columns];
    });
    const clocks = then.sort((a, b) => a.nth - b.nth).map((columns) => this.clockOf(columns));
    return { ...state, clocks: { ...state.clocks, clocks } };
  }

  private clockOf(columns: ClockColumns): Clock {
    const clock = clockOf(columns, this.referred.terms);
    this.columns.set(clock, columns);
    return clock;
  }

  private change(clock: string, from: string, to: string, at: string, columns: ClockColumns | null): void {
    const track = this.tracks.get(clock) ?? this.put(clock, []);
    const { believed, superseded } = lay(track.believed, { at, from, to, columns });
    track.believed = believed;
    track.superseded.push(...superseded);
  }

  private put(clock: string, stored: readonly ClockTile[]): Track {
    const track: Track = { stored, believed: stored, superseded: [] };
    this.tracks.set(clock, track);
    return track;
  }

  private columnsOf(clock: Clock, nth: number, { waits }: Clocks): ClockColumns {
    const known = this.columns.get(clock) ?? clockColumns(clock, nth, waits, this.referred);
    this.columns.set(clock, known);
    return known;
  }

  private read(sql: string): readonly ClockTile[] {
    const rows = this.tables.prepare(sql).all(this.no) as unknown as TileRow[];
    return rows.map(({ row, recordedFrom, recordedTo, occurredFrom, occurredTo, ...columns }) => {
      return { row, recordedFrom, recordedTo, occurredFrom, occurredTo, columns };
    });
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
    keepLongestRisk(this.tables, columns);
    const values = CLOCK_COLUMNS.map((name) => columns[name]);
    this.tables.prepare(INSERT).run(this.no, this.id, recordedFrom, recordedTo, occurredFrom, occurredTo, ...values);
  }
}

/** Takes every trace of a case's clocks out of the tables. */
export function removeClocks(tables: ReadModelTables, no: number): void {
  tables.prepare('DELETE FROM {clocks} WHERE no = ?').run(no);
}

const SELECT_BELIEVED = `SELECT row, recorded_from AS recordedFrom, recorded_to AS recordedTo, occurred_from AS occurredFrom,
  occurred_to AS occurredTo, ${CLOCK_COLUMNS.join(', ')} FROM {clocks} INDEXED BY {clocks_case}
  WHERE no = ? AND recorded_to = '${FOREVER}'`;

const SELECT_PRESENT = `${SELECT_BELIEVED} AND occurred_to = '${FOREVER}'`;

const INSERT = `INSERT INTO {clocks} (no, id, recorded_from, recorded_to, occurred_from, occurred_to,
  ${CLOCK_COLUMNS.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ${CLOCK_COLUMNS.map(() => '?').join(', ')})`;
