import { type RecordedEvent } from '@redress/domain';
import { type ReadModelTables } from '@redress/application';
import { advance, type CaseVersion, type Evolved, FOREVER, occurredBy } from './case-versions';
import { type PackedCase, unpackCase } from './packed-case';

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
}

interface VersionRow extends PackedCase {
  readonly row: number;
  readonly profileRow: number;
  readonly recordedFrom: string;
  readonly recordedTo: string;
  readonly occurredFrom: string;
  readonly occurredTo: string;
}

const VERSION = `v.row, v.recorded_from AS recordedFrom, v.recorded_to AS recordedTo, v.occurred_from AS occurredFrom,
  v.occurred_to AS occurredTo, v.standing, q.content AS profile, q.profile AS profileRow`;

export function loadCase(tables: ReadModelTables, id: string): CaseRecord | null {
  const sql = `SELECT p.no, p.revision, ${VERSION} FROM {present} p CROSS JOIN {versions} v ON v.row = p.version
    CROSS JOIN {profiles} q ON q.profile = v.profile WHERE p.id = ?`;
  const found = tables.prepare(sql).get(id) as (VersionRow & { no: number; revision: number }) | undefined;
  if (found === undefined) return null;
  const present = versionOf(id, found);
  return {
    no: found.no,
    id,
    revision: found.revision,
    stored: present,
    believed: [present],
    isWhole: false,
    superseded: [],
    evolved: [],
    profiles: new Map([[found.profile, found.profileRow]]),
    rows: [present],
  };
}

export function newCase(tables: ReadModelTables, id: string): CaseRecord {
  const no = tables.prepare('SELECT coalesce(max(no), 0) + 1 AS no FROM {present}').get()?.['no'] as number;
  return {
    no,
    id,
    revision: -1,
    stored: null,
    believed: [],
    isWhole: true,
    superseded: [],
    evolved: [],
    profiles: new Map(),
    rows: [],
  };
}

/** The case after one more event; nothing is written yet. */
export function applied(tables: ReadModelTables, record: CaseRecord, event: RecordedEvent): CaseRecord {
  const reaching = reachingBackTo(tables, record, occurredBy(event));
  const { believed, superseded, evolved } = advance(record.id, reaching.believed, event);
  const { revision } = event;
  return { ...reaching, revision, believed, superseded: [...reaching.superseded, ...superseded], evolved };
}

/** A late entry concerns versions that end after it happened, and they are read when it comes. */
function reachingBackTo(tables: ReadModelTables, record: CaseRecord, occurred: string): CaseRecord {
  const [earliest] = record.believed;
  if (record.isWhole || earliest === undefined || earliest.occurredFrom <= occurred) return record;
  const sql = `SELECT ${VERSION} FROM {versions} v CROSS JOIN {profiles} q ON q.profile = v.profile
    WHERE v.no = ? AND v.occurred_from < ? AND v.recorded_to = '${FOREVER}' ORDER BY v.occurred_from`;
  const rows = tables.prepare(sql).all(record.no, earliest.occurredFrom) as unknown as VersionRow[];
  const earlier = rows.map((row) => versionOf(record.id, row));
  return {
    ...record,
    believed: [...earlier, ...record.believed],
    rows: [...earlier, ...record.rows],
    isWhole: true,
    profiles: new Map([...record.profiles, ...rows.map(({ profile, profileRow }) => [profile, profileRow] as const)]),
  };
}

function versionOf(id: string, found: VersionRow): CaseVersion {
  const { row, recordedFrom, recordedTo, occurredFrom, occurredTo } = found;
  const state = unpackCase(id, found);
  return { row, recordedFrom, recordedTo, occurredFrom, occurredTo, state };
}
