import { type Case } from '@redress/domain';
import { type ReadModelTables } from '@redress/application';
import { accessColumns, CASE_COLUMNS, type CaseColumns, caseColumns } from './case-columns';
import { type CaseRecord } from './case-record';
import { type CaseVersion } from './case-versions';
import { type Facet, facetsOf, joined, profileFacets } from './facets';
import { haveSameProfile, packProfile, packStanding } from './packed-case';

/** Writes what has become of a case. */
export function saveCase(tables: ReadModelTables, record: CaseRecord): void {
  const kept = new Set<number>();
  const before = new Map(record.rows.map((version) => [version.row, version]));
  const profiles = new Profiles(tables, record);
  const write = (version: CaseVersion): number => {
    if (version.row === null) return insertVersion(tables, record.no, version, profiles.rowOf(version.state));
    kept.add(version.row);
    resizeVersion(tables, before.get(version.row), version);
    return version.row;
  };
  record.superseded.forEach(write);
  const present = record.believed.at(-1);
  const row = record.believed.map(write).at(-1);
  for (const { row: read } of record.rows) if (read !== null && !kept.has(read)) deleteVersion(tables, read);
  if (present === undefined || row === undefined) return;
  savePresent(tables, record, present.state, row);
  saveFacets(tables, record, present.state);
}

/** Where the profiles of a case are stored; each once, however many versions have it. */
class Profiles {
  private readonly rows: Map<string, number>;
  /** Most versions have the profile of the one before: that is seen without writing it out. */
  private last: { readonly state: Case; readonly row: number } | null = null;

  constructor(
    private readonly tables: ReadModelTables,
    private readonly record: CaseRecord,
  ) {
    this.rows = new Map(record.profiles);
  }

  rowOf(state: Case): number {
    if (this.last !== null && haveSameProfile(this.last.state, state)) return this.last.row;
    const content = packProfile(state);
    const row = this.rows.get(content) ?? insertProfile(this.tables, this.record.no, state, content);
    this.rows.set(content, row);
    this.last = { state, row };
    return row;
  }
}

function insertVersion(tables: ReadModelTables, no: number, version: CaseVersion, profile: number): number {
  const { state, recordedFrom, recordedTo, occurredFrom, occurredTo } = version;
  const columns = caseColumns(state);
  const { lastInsertRowid } = tables
    .prepare(INSERT_VERSION)
    .run(
      no,
      recordedFrom,
      recordedTo,
      occurredFrom,
      occurredTo,
      profile,
      packStanding(state, columns),
      ...valuesOf(columns),
    );
  return Number(lastInsertRowid);
}

const INSERT_VERSION = `INSERT INTO {versions} (no, recorded_from, recorded_to, occurred_from, occurred_to, profile,
  standing, ${CASE_COLUMNS.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?, ${CASE_COLUMNS.map(() => '?').join(', ')})`;

function valuesOf(columns: CaseColumns): (string | number | null)[] {
  return CASE_COLUMNS.map((name) => columns[name]);
}

function insertProfile(tables: ReadModelTables, no: number, state: Case, content: string): number {
  const sql = 'INSERT INTO {profiles} (no, facets, content) VALUES (?, ?, ?)';
  return Number(tables.prepare(sql).run(no, joined(profileFacets(state)), content).lastInsertRowid);
}

/** The state of a stored version never changes, only the time it is good for. */
function resizeVersion(tables: ReadModelTables, before: CaseVersion | undefined, after: CaseVersion): void {
  if (before?.recordedTo === after.recordedTo && before.occurredTo === after.occurredTo) return;
  const sql = 'UPDATE {versions} SET recorded_to = ?, occurred_to = ? WHERE row = ?';
  tables.prepare(sql).run(after.recordedTo, after.occurredTo, after.row);
}

function deleteVersion(tables: ReadModelTables, row: number): void {
  tables.prepare('DELETE FROM {versions} WHERE row = ?').run(row);
}

type Columns = Readonly<Record<string, string | number | null>>;

/** Only what changed is written: each column left alone is an index left alone. */
function savePresent(tables: ReadModelTables, record: CaseRecord, present: Case, version: number): void {
  const after: Columns = { ...presentColumns(present), revision: record.revision, version };
  if (record.stored === null) {
    const names = Object.keys(after);
    const sql = `INSERT INTO {present} (no, id, ${names.join(', ')}) VALUES (?, ?, ${names.map(() => '?').join(', ')})`;
    tables.prepare(sql).run(record.no, record.id, ...Object.values(after));
    return;
  }
  const before = presentColumns(record.stored.state);
  const changed = Object.entries(after).filter(([name, value]) => before[name] !== value);
  const sql = `UPDATE {present} SET ${changed.map(([name]) => `${name} = ?`).join(', ')} WHERE no = ?`;
  tables.prepare(sql).run(...changed.map(([, value]) => value), record.no);
}

function presentColumns(state: Case): Columns {
  return { ...caseColumns(state), ...accessColumns(state) };
}

function saveFacets(tables: ReadModelTables, record: CaseRecord, present: Case): void {
  const { stored } = record;
  const receivedAt = caseColumns(present).received_at;
  const receivedBefore = stored === null ? receivedAt : caseColumns(stored.state).received_at;
  const before: ReadonlySet<Facet> = stored === null ? new Set() : facetsOf(stored.state);
  const after = facetsOf(present);
  // A merge may have moved the receipt to an earlier instant, by which all of them are ordered.
  const isMoved = receivedAt !== receivedBefore;
  const remove = tables.prepare('DELETE FROM {facets} WHERE facet = ? AND received_at = ? AND id = ?');
  const insert = tables.prepare('INSERT INTO {facets} (facet, received_at, id, no) VALUES (?, ?, ?, ?)');
  for (const each of before) if (isMoved || !after.has(each)) remove.run(each, receivedBefore, record.id);
  for (const each of after) if (isMoved || !before.has(each)) insert.run(each, receivedAt, record.id, record.no);
}
