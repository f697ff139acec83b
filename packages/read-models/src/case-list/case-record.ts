import { isInOrder, isInTimeline, type RecordedEvent } from '@redress/domain';
import { type ReadModelTables } from '@redress/application';
import { CaseClocks } from '../sla-clocks/case-clocks';
import { type CaseColumns } from './case-columns';
import { advance, type CaseVersion, type Evolved, FOREVER, occurredBy } from './case-versions';
import { type PackedCase, TOLD_COLUMNS, unpackCase } from './packed-case';

/** How a case stands in the tables while events are applied to it. */
export interface CaseRecord {
  readonly no: number;
  readonly id: string;
  /** Of the last event applied; -1 before the first. */
  readonly revision: number;
  /** The present as the tables hold it; null when they do not know the case yet. */
  readonly stored: CaseVersion | null;
  /** The tail of what is believed now; `isWhole` when nothing earlier is left in the tables. */
  readonly believed: readonly CaseVersion[];
  readonly isWhole: boolean;
  readonly superseded: readonly CaseVersion[];
  /** What the last event applied has changed. */
  readonly evolved: readonly Evolved[];
  /** Where the profiles that were read are stored, by their content. */
  readonly profiles: ReadonlyMap<string, number>;
  /** Rows that were read, as they stand in the tables: what becomes of each is told by comparing. */
  readonly rows: readonly CaseVersion[];
  readonly clocks: CaseClocks;
}

interface VersionRow extends PackedCase, Pick<CaseColumns, (typeof TOLD_COLUMNS)[number]> {
  readonly row: number;
  readonly profileRow: number;
  readonly recordedFrom: string;
  readonly recordedTo: string;
  readonly occurredFrom: string;
  readonly occurredTo: string;
}

const VERSION = `v.row, v.recorded_from AS recordedFrom, v.recorded_to AS recordedTo, v.occurred_from AS occurredFrom,
  v.occurred_to AS occurredTo, v.standing, q.content AS profile, q.profile AS profileRow,
  ${TOLD_COLUMNS.map((name) => `v.${name}`).join(', ')}`;

/** The case with the last of what is believed: enough for whatever happens after it. */
export function loadCase(tables: ReadModelTables, id: string): CaseRecord | null {
  const sql = `SELECT p.no, p.revision, ${VERSION} FROM {present} p CROSS JOIN {versions} v ON v.row = p.version
    CROSS JOIN {profiles} q ON q.profile = v.profile WHERE p.id = ?`;
  const found = tables.prepare(sql).get(id) as (VersionRow & { no: number; revision: number }) | undefined;
  if (found === undefined) return null;
  const clocks = new CaseClocks(tables, found.no, id).readPresent();
  return recordOf(found, id, [found], clocks);
}

/** The case with all that is believed: a late entry concerns every version that ends after it happened. */
export function loadWholeCase(tables: ReadModelTables, { no, id, revision }: CaseRecord): CaseRecord {
  const sql = `SELECT ${VERSION} FROM {versions} v CROSS JOIN {profiles} q ON q.profile = v.profile
    WHERE v.no = ? AND v.recorded_to = '${FOREVER}' ORDER BY v.occurred_from`;
  const rows = tables.prepare(sql).all(no) as unknown as VersionRow[];
  return { ...recordOf({ no, revision }, id, rows, new CaseClocks(tables, no, id).readAll()), isWhole: true };
}

export function newCase(tables: ReadModelTables, id: string): CaseRecord {
  const no = tables.prepare('SELECT coalesce(max(no), 0) + 1 AS no FROM {present}').get()?.['no'] as number;
  const clocks = new CaseClocks(tables, no, id);
  return { ...recordOf({ no, revision: -1 }, id, [], clocks), isWhole: true };
}

function recordOf(
  { no, revision }: { no: number; revision: number },
  id: string,
  rows: readonly VersionRow[],
  clocks: CaseClocks,
): CaseRecord {
  const believed = rows.map((row) => clocks.withClocks(versionOf(id, row)));
  return {
    no,
    id,
    revision,
    stored: believed.at(-1) ?? null,
    believed,
    isWhole: false,
    superseded: [],
    evolved: [],
    profiles: new Map(rows.map(({ profile, profileRow }) => [profile, profileRow])),
    rows: believed,
    clocks,
  };
}

/** Whether an event happened before anything that was read of the case. */
export function reachesBack({ isWhole, believed: [earliest] }: CaseRecord, event: RecordedEvent): boolean {
  return !isWhole && earliest !== undefined && occurredBy(event) < earliest.occurredFrom;
}

/** Whether something on record happened after an event, so that the case has to be folded anew. */
export function isLateEntry({ believed }: CaseRecord, event: RecordedEvent): boolean {
  const present = believed.at(-1)?.state;
  return present !== undefined && isInTimeline(event) && !isInOrder(event, present.timeline);
}

/**
 * The case after one more event; nothing is written yet.
 * @param facts of a late entry: see {@link advance}
 */
export function applied(
  record: CaseRecord,
  event: RecordedEvent,
  facts: readonly RecordedEvent[] | null = null,
): CaseRecord {
  const { believed, superseded, evolved } = advance(record.id, record.believed, event, facts);
  const { revision } = event;
  return { ...record, revision, believed, superseded: [...record.superseded, ...superseded], evolved };
}

function versionOf(id: string, found: VersionRow): CaseVersion {
  const { row, profileRow: _, recordedFrom, recordedTo, occurredFrom, occurredTo, ...packed } = found;
  return { row, recordedFrom, recordedTo, occurredFrom, occurredTo, state: unpackCase(id, packed) };
}
