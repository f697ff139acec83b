import { type ReadModelTables } from '@redress/application';
import { isInTimeline, type RecordedEvent, withoutTexts } from '@redress/domain';

/** Keeps what an event says of what happened, without texts: from it a case is folded anew when a fact is entered late. */
export function keepFact(tables: ReadModelTables, no: number, event: RecordedEvent): void {
  if (!isInTimeline(event)) return;
  const sql = 'INSERT INTO {facts} (no, revision, content) VALUES (?, ?, ?)';
  tables.prepare(sql).run(no, event.revision, JSON.stringify(withoutTexts(event)));
}

/** In the order in which they were recorded. */
export function factsOf(tables: ReadModelTables, no: number): readonly RecordedEvent[] {
  const rows = tables.prepare('SELECT content FROM {facts} WHERE no = ? ORDER BY revision').all(no);
  return rows.map(({ content }) => JSON.parse(content as string) as RecordedEvent);
}

export function removeFacts(tables: ReadModelTables, no: number): void {
  tables.prepare('DELETE FROM {facts} WHERE no = ?').run(no);
}
