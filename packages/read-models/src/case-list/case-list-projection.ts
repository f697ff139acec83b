import { type RecordedEvent } from '@redress/domain';
import {
  CASE_STREAM_PREFIX,
  caseIdOf,
  type Projection,
  readCaseEvent,
  type ReadModelTables,
} from '@redress/application';
import { type StoredEvent } from '@redress/event-store';
import { applied, type CaseRecord, loadCase, newCase } from './case-record';
import { removeCase } from './remove-case';
import { saveCase } from './save-case';
import { indexTexts, withholdTexts } from './text-index';
import { createTables } from './tables';

export const CASE_LIST = 'case-list';
/** Raise it whenever tables, columns, facets or searched texts change. */
export const CASE_LIST_VERSION = 2;

/** Every case, every state it ever had, and every text: what lists, counts and searches are answered from. */
export const caseListProjection: Projection = {
  name: CASE_LIST,
  version: CASE_LIST_VERSION,
  filter: { streamPrefixes: [CASE_STREAM_PREFIX] },
  createTables,
  apply(tables, events) {
    for (const [stream, ofCase] of byStream(events)) applyToCase(tables, caseIdOf(stream), ofCase.map(readCaseEvent));
  },
  remove(tables, stream) {
    removeCase(tables, caseIdOf(stream));
  },
};

/** Cases do not depend on each other, so each is read and written once, whatever the order in the log. */
function byStream(events: readonly StoredEvent[]): ReadonlyMap<string, readonly StoredEvent[]> {
  const streams = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const ofStream = streams.get(event.stream);
    if (ofStream === undefined) streams.set(event.stream, [event]);
    else ofStream.push(event);
  }
  return streams;
}

function applyToCase(tables: ReadModelTables, id: string, events: readonly RecordedEvent[]): void {
  let record: CaseRecord = loadCase(tables, id) ?? newCase(tables, id);
  for (const event of events) {
    record = applied(tables, record, event);
    if (record.believed.length === 0) continue;
    indexTexts(tables, record.no, event);
    if (event.type === 'ContentRedacted') {
      saveCase(tables, record);
      withholdTexts(tables, record, event.data.event);
      record = loadCase(tables, id) as CaseRecord;
    }
  }
  saveCase(tables, record);
}
