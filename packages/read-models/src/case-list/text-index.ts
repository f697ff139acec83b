import { REDACTED, type RecordedEvent } from '@redress/domain';
import { type ReadModelTables } from '@redress/application';
import { type CaseRecord } from './case-record';
import { occurredBy } from './case-versions';
import { commonForm } from './instants';
import { searchForm } from './search-form';
import { searchTexts } from './search-texts';
import { firstTextOf, lastTextOf, newTextId } from './text-id';

const OF_CASE = `id BETWEEN ${firstTextOf('?1')} AND ${lastTextOf('?1')}`;

/** Makes the texts of an event findable. */
export function indexTexts(tables: ReadModelTables, no: number, event: RecordedEvent): void {
  const { written, name } = searchTexts(event);
  if (written !== null) insert(tables, no, event, searchForm(written), null);
  if (name !== null) insert(tables, no, event, searchForm(name), name);
}

/** What a redaction withholds is found by nobody any more, nor shown, whatever instant is asked for. */
export function withholdTexts(tables: ReadModelTables, record: CaseRecord, redacted: string): void {
  const sql = `SELECT id FROM {texts} WHERE ${OF_CASE} AND event = ?2 AND name IS NULL`;
  for (const { id } of tables.prepare(sql).all(record.no, redacted)) remove(tables, id as number);
  const present = record.believed.at(-1)?.state;
  if (present?.receiptEvent === redacted) withholdSubject(tables, record.no);
}

/** All texts of a case. */
export function removeTexts(tables: ReadModelTables, no: number): void {
  for (const { id } of tables.prepare(`SELECT id FROM {texts} WHERE ${OF_CASE}`).all(no)) remove(tables, id as number);
}

/** The subject is the one text that lists show; it stands in every profile that the case ever had. */
function withholdSubject(tables: ReadModelTables, no: number): void {
  const update = tables.prepare('UPDATE {profiles} SET content = ? WHERE profile = ?');
  for (const { profile, content } of tables.prepare('SELECT profile, content FROM {profiles} WHERE no = ?').all(no)) {
    const told = JSON.parse(content as string) as { subject?: unknown };
    if (told.subject !== undefined) update.run(JSON.stringify({ ...told, subject: REDACTED }), profile as number);
  }
}

function insert(tables: ReadModelTables, no: number, event: RecordedEvent, body: string, name: string | null): void {
  const sql = 'INSERT INTO {texts} (id, event, recorded_at, occurred_at, name, body) VALUES (?, ?, ?, ?, ?, ?)';
  const id = newTextId(tables, no, name !== null);
  tables.prepare(sql).run(id, event.id, commonForm(event.recordedAt), occurredBy(event), name, body);
  tables.prepare('INSERT INTO {search} (rowid, body) VALUES (?, ?)').run(id, body);
}

function remove(tables: ReadModelTables, id: number): void {
  // First from the index, which looks up in the texts which words it has to forget.
  tables.prepare('DELETE FROM {search} WHERE rowid = ?').run(id);
  tables.prepare('DELETE FROM {texts} WHERE id = ?').run(id);
}
