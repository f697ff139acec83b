import { type RecordedEvent } from '@redress/domain';
import {
  CALENDAR_STREAM_PREFIX,
  CASE_STREAM_PREFIX,
  caseIdOf,
  type Projection,
  readCaseEvent,
  type ReadModelTables,
} from '@redress/application';
import { type StoredEvent } from '@redress/event-store';
import { isCalendarStream, keepCalendar } from '../sla-clocks/calendars';
import { createClockTables } from '../sla-clocks/tables';
import { commonForm } from './instants';
import { applied, type CaseRecord, loadCase, loadWholeCase, newCase, reachesBack } from './case-record';
import { removeCase } from './remove-case';
import { saveCase } from './save-case';
import { indexTexts, withholdTexts } from './text-index';
import { createTables } from './tables';

export const CASE_LIST = 'case-list';
/** Raise it whenever tables, columns, facets or searched texts change. */
export const CASE_LIST_VERSION = 6;

/** Every case, every state that it and its clocks ever had, and every text: what lists, counts, reports and searches are answered from. */
export const caseListProjection: Projection = {
  name: CASE_LIST,
  version: CASE_LIST_VERSION,
  filter: { streamPrefixes: [CASE_STREAM_PREFIX, CALENDAR_STREAM_PREFIX] },
  // Clocks are counted by calendars; cases depend on nothing else, and not on each other.
  wholeStreams: [CALENDAR_STREAM_PREFIX, CASE_STREAM_PREFIX],
  createTables(tables) {
    createTables(tables);
    createClockTables(tables);
  },
  apply(tables, events) {
    const streams = [...byStream(events)];
    // First, since cases are counted by them.
    for (const [stream, ofCalendar] of streams) {
      if (isCalendarStream(stream)) for (const event of ofCalendar) keepCalendar(tables, event);
    }
    for (const [stream, ofCase] of streams) {
      if (!isCalendarStream(stream)) applyToCase(tables, caseIdOf(stream), ofCase.map(readCaseEvent));
    }
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
    if (reachesBack(record, event)) {
      save(tables, record);
      record = loadWholeCase(tables, record);
    }
    record = applied(record, event);
    if (record.believed.length === 0) continue;
    record.clocks.apply(record.evolved, commonForm(event.recordedAt));
    indexTexts(tables, record.no, event);
    if (event.type === 'ContentRedacted') {
      save(tables, record);
      withholdTexts(tables, record, event.data.event);
      record = loadCase(tables, id) as CaseRecord;
    }
  }
  save(tables, record);
}

function save(tables: ReadModelTables, record: CaseRecord): void {
  saveCase(tables, record);
  record.clocks.save();
}
