import { type ReadModelTables } from '@redress/application';
import { removeClocks } from '../sla-clocks/case-clocks';
import { loadCase } from './case-record';
import { facetsOf } from './facets';
import { removeFacts } from './facts';
import { commonForm } from './instants';
import { removeTexts } from './text-index';

/** Takes every trace of a case out of the tables. */
export function removeCase(tables: ReadModelTables, id: string): void {
  const record = loadCase(tables, id);
  if (record === null || record.stored === null) return;
  const { state } = record.stored;
  const remove = tables.prepare('DELETE FROM {facets} WHERE facet = ? AND received_at = ? AND id = ?');
  for (const facet of facetsOf(state)) remove.run(facet, commonForm(state.receivedAt), id);
  removeTexts(tables, record.no);
  removeFacts(tables, record.no);
  removeClocks(tables, record.no);
  tables.prepare('DELETE FROM {versions} WHERE no = ?').run(record.no);
  tables.prepare('DELETE FROM {profiles} WHERE no = ?').run(record.no);
  tables.prepare('DELETE FROM {present} WHERE no = ?').run(record.no);
}
