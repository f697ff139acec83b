import { type RecordedEvent } from '@redress/domain';
import {
  CALENDAR_STREAM_PREFIX,
  CASE_STREAM_PREFIX,
  caseIdOf,
  POLICY_STREAM_PREFIX,
  type Projection,
  readCaseEvent,
  type ReadModelTables,
} from '@redress/application';
import { type StoredEvent } from '@redress/event-store';
import { isCalendarStream, keepCalendar } from '../sla-clocks/calendars';
import { createClockTables } from '../sla-clocks/tables';
import { commonForm } from './instants';
import { applied, type CaseRecord, isLateEntry, loadCase, loadWholeCase, newCase, reachesBack } from './case-record';
import { factsOf, keepFact } from './facts';
import { removeCase } from './remove-case';
import { saveCase } from './save-case';
import { indexTexts, withholdTexts } from './text-index';
import { keepPublication } from './publications';
import { createTables } from './tables';

export const CASE_LIST = 'case-list';
/** Raise it whenever tables, columns, facets or searched texts change. */
export const CASE_LIST_VERSION = 11;

/** Every case, every state that it and its clocks ever had, and every text: what lists, counts, reports and searches are answered from. */
export const caseListProjection: Projection = {
  name: CASE_LIST,
  version: CASE_LIST_VERSION,
  filter: { streamPrefixes: [CASE_STREAM_PREFIX, CALENDAR_STREAM_PREFIX, POLICY_STREAM_PREFIX] },
  // Clocks are counted by calendars; cases depend on nothing else, and not on each other.
  wholeStreams: [CALENDAR_STREAM_PREFIX, POLICY_STREAM_PREFIX, CASE_STREAM_PREFIX],
  createTables(tables) {
    createTables(tables);
    createClockTables(tables);
  },
  apply(tables, events) {
    const cases: CaseEvents[] = [];
    for (const [stream, ofStream] of byStream(events)) {
      if (!stream.startsWith(CASE_STREAM_PREFIX)) keepPublication(tables, stream);
      // Before any case, since cases are counted by them.
      if (isCalendarStream(stream)) for (const event of ofStream) keepCalendar(tables, event);
      if (stream.startsWith(CASE_STREAM_PREFIX)) cases.push(eventsOfCase(tables, stream, ofStream));
    }
    for (const { id, events } of cases.sort((a, b) => a.no - b.no)) applyToCase(tables, id, events.map(readCaseEvent));
  },
  remove(tables, stream) {
    if (stream.startsWith(CASE_STREAM_PREFIX)) removeCase(tables, caseIdOf(stream));
    // Whoever wants to know what is published has to look into it all the same.
    else keepPublication(tables, stream);
  },
};

interface CaseEvents {
  readonly id: string;
  /** In this order the index of words is written once; see `text-id.ts`. A case that is not known yet comes last. */
  readonly no: number;
  readonly events: readonly StoredEvent[];
}

function eventsOfCase(tables: ReadModelTables, stream: string, events: readonly StoredEvent[]): CaseEvents {
  const id = caseIdOf(stream);
  const found = tables.prepare('SELECT no FROM {present} WHERE id = ?').get(id)?.['no'] as number | undefined;
  return { id, no: found ?? Number.MAX_SAFE_INTEGER, events };
}

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
  let held = 0;
  for (const event of events) {
    if (held > MOST_HELD) {
      save(tables, record);
      record = loadCase(tables, id) ?? record;
      held = 0;
    }
    const isLate = isLateEntry(record, event);
    if (reachesBack(record, event) || (isLate && !record.isWhole)) {
      save(tables, record);
      record = loadWholeCase(tables, record);
    }
    // What comes before the receipt is no fact of a case.
    if (record.believed.length > 0 || event.type === 'ComplaintReceived') keepFact(tables, record.no, event);
    record = applied(record, event, isLate ? factsOf(tables, record.no) : null);
    if (record.believed.length === 0) continue;
    held += weightOf(record);
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

/** Every event gives a version, with lists of its own: so many entries of these are in memory, then they are written. */
const MOST_HELD = 200_000;
/** Of a version without any: a few hundred versions are written together. */
const VERSION_WEIGHT = 400;

function weightOf({ believed, evolved }: CaseRecord): number {
  const entries = believed.at(-1)?.state.openMessages.length ?? 0;
  return evolved.length * (VERSION_WEIGHT + entries);
}

function save(tables: ReadModelTables, record: CaseRecord): void {
  saveCase(tables, record);
  record.clocks.save();
}
