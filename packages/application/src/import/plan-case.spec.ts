import { type Command, decide, foldCase } from '@redress/domain';
import {
  appendBytes,
  MAX_APPEND_BYTES,
  openStream,
  seal,
  type SealedEvent,
  type StoredEvent,
  verifyStream,
} from '@redress/event-store';
import { agent, TEST_SECRET } from '../testing/requests';
import { advance, caseStream, drafts, noCase, recordedEvent } from '../case-stream';
import { ImportedIds } from './imported-ids';
import { type CasePlan, planCase } from './plan-case';
import { type Row } from './source-row';
import { desk, ticket } from './testing/desk';
import { nothingPromised } from '../promises';

const mapping = desk();
const CASE_ID = '7f0c8a52-7d0e-4c11-9a53-0d6f3d1f4c01';
const NOW = '2026-11-22T06:00:00.000Z';
const ids = new ImportedIds(TEST_SECRET, mapping.name, '7');

const planned = (rows: readonly Row[], stored: readonly StoredEvent[] = [], now = NOW): CasePlan =>
  planCase({ mapping, caseId: CASE_ID, ids, caseRows: ticket(rows), stored, now, promises: nothingPromised });

/** The stream as a store would have it, once the plan's batches are appended. */
function onRecord(plan: CasePlan, before: readonly StoredEvent[] = []): readonly StoredEvent[] {
  return asStored([...before, ...plan.batches.flatMap(({ events }) => events)]);
}

function asStored(events: readonly (SealedEvent | StoredEvent)[]): readonly StoredEvent[] {
  const stream = caseStream(CASE_ID);
  return events.map((event, revision) => ({ ...event, stream, revision, position: String(revision).padStart(6, '0') }));
}

/** What somebody does to the case in Redress itself. */
function andThen(before: readonly StoredEvent[], command: Command): readonly StoredEvent[] {
  const { state, end } = advance(noCase(CASE_ID), openStream(before));
  const context = {
    caseId: CASE_ID,
    commandId: `by-hand-${end.revision}`,
    actor: { ...agent, role: 'supervisor' as const },
  };
  const when = { now: NOW, occurredAt: NOW, occurredAtPrecision: 'instant' as const, timeZone: 'UTC' };
  const events = decide(command, state, { ...context, ...when, ...nothingPromised(state) });
  return asStored([
    ...before,
    ...seal(caseStream(CASE_ID), end, drafts(events, { ...context, ...when, recordedAt: NOW })),
  ]);
}

const types = (events: readonly { readonly type: string }[]): readonly string[] => events.map(({ type }) => type);
const rules = (plan: CasePlan): readonly (readonly [number, string])[] =>
  plan.rejected.map(({ line, rule }) => [line, rule]);

const done: Row = { State: 'Done' };
const working: Row = { State: 'Working' };
const life: readonly Row[] = [working, { Level: 'second' }, { State: 'Waiting' }, working, done, { State: 'Closed' }];
const lifeTypes = [
  'ComplaintReceived',
  'ComplaintAcknowledged',
  'ComplaintEscalated',
  'InformationRequested',
  'InformationReceived',
  'ComplaintResolved',
  'SourceRowNoted',
];

describe('planning a case', () => {
  it('takes its rows in one batch, a chain from the beginning', () => {
    const plan = planned(life);
    expect(plan).toMatchObject({ taken: 6, rejected: [] });
    expect(plan.batches).toHaveLength(1);
    expect(plan.batches[0]?.end.revision).toBe(-1);
    const stored = onRecord(plan);
    expect(types(stored)).toEqual(lifeTypes);
    expect(verifyStream(stored).revision).toBe(6);
  });

  it('keeps the row with every event, and shows the last one', () => {
    const stored = onRecord(planned(life));
    const first = JSON.parse(stored[1]?.metadata ?? '') as Record<string, unknown>;
    expect(first).toMatchObject({
      occurredAt: '2026-03-02T08:00:00.000Z',
      recordedAt: NOW,
      source: { mapping: 'desk', line: 2, ordinal: 0, kept: { State: 'Working', Who: 'Ann' } },
    });
    expect(advance(noCase(CASE_ID), openStream(stored)).state).toMatchObject({
      status: 'resolved',
      source: { kept: { State: 'Closed', Who: 'Ann' }, sourceRows: 6 },
    });
  });

  it('gives a request the id of its row, and ends the wait by it', () => {
    const stored = onRecord(planned(life));
    const [asked, came] = [stored[3], stored[4]].map((event) => JSON.parse(event?.data ?? '') as { requestId: string });
    expect(asked?.requestId).toBe(came?.requestId);
    expect((JSON.parse(stored[3]?.metadata ?? '') as { commandId: string }).commandId).toBe(asked?.requestId);
  });

  it('finds nothing to do in a second run', () => {
    const again = planned(life, onRecord(planned(life)));
    expect(again).toEqual({ taken: 6, rejected: [], batches: [] });
  });

  it.each([1, 2, 3, 4, 5])('goes on after %i rows as if it had not stopped', (rows) => {
    const first = onRecord(planned(life.slice(0, rows)));
    const later = '2026-11-23T06:00:00.000Z';
    const plan = planned(life, first, later);
    expect(plan.taken).toBe(6);
    const stored = onRecord(plan, first);
    expect(types(stored)).toEqual(lifeTypes);
    const content = (events: readonly StoredEvent[]) =>
      events.map(({ type, data, metadata }) => [
        type,
        data,
        (JSON.parse(metadata) as { occurredAt: string }).occurredAt,
      ]);
    expect(content(stored)).toEqual(content(onRecord(planned(life))));
    expect(verifyStream(stored).revision).toBe(6);
  });

  it('takes equal rows each for itself', () => {
    const twice = [
      working,
      { State: 'Same', When: '2026-03-02T12:00:00' },
      { State: 'Same', When: '2026-03-02T12:00:00' },
    ];
    const stored = onRecord(planned(twice));
    expect(types(stored).slice(2)).toEqual(['SourceRowNoted', 'SourceRowNoted']);
    expect(planned(twice, stored).batches).toEqual([]);
    expect(advance(noCase(CASE_ID), openStream(stored)).state?.source?.sourceRows).toBe(3);
  });

  it('keeps the columns of a row only on what happened at its instant or later', () => {
    const earlier = {
      command: 'ReceiveComplaint',
      when: 'new',
      at: { column: 'Text', format: 'iso' },
      with: { channel: 'desk', complainant: { unknown: true }, text: { unknown: true } },
    };
    const caseRows = ticket([{ Text: '2026-03-01T09:00:00Z' }]);
    const given = { mapping: desk({ commands: [earlier] }), caseId: CASE_ID, ids, caseRows, now: NOW };
    const stored = onRecord(planCase({ ...given, stored: [], promises: nothingPromised }));
    const kept = stored.map(({ type, metadata }) => {
      const { source } = JSON.parse(metadata) as { source: { at: string; kept: object } };
      return [type, source.at, source.kept];
    });
    expect(kept).toEqual([
      ['ComplaintReceived', '2026-03-02T08:00:00.000Z', {}],
      ['SourceRowNoted', '2026-03-02T08:00:00.000Z', { State: 'Working', Who: 'Ann' }],
    ]);
    expect(planCase({ ...given, stored, promises: nothingPromised })).toEqual({ taken: 1, rejected: [], batches: [] });
  });

  it('knows the row before, also when that one was rejected', () => {
    const receipt = { channel: 'desk', complainant: { unknown: true }, text: { unknown: true } };
    const commands = [
      { command: 'ReceiveComplaint', when: 'new', with: receipt },
      { command: 'AddNote', when: { row: 'State', changed: true }, with: { text: '{Text}' } },
    ];
    const noting = desk({ commands });
    const rows = [{ Text: 'a' }, { State: 'B', Text: '' }, { State: 'B', Text: 'c' }];
    const plan = planCase({
      mapping: noting,
      caseId: CASE_ID,
      ids,
      caseRows: ticket(rows, noting),
      stored: [],
      now: NOW,
      promises: nothingPromised,
    });
    expect(rules(plan)).toEqual([[3, 'missing-value']]);
    expect(types(onRecord(plan))).toEqual(['ComplaintReceived', 'NoteAdded', 'SourceRowNoted']);
  });
});

describe('a rejected row', () => {
  /** The third row comes too late to reopen; the fourth is only kept. */
  const late: readonly Row[] = [
    working,
    { ...done, When: '2026-03-03T09:00:00' },
    { ...working, When: '2026-05-03T09:00:00' },
    { State: 'Closed', When: '2026-05-04T09:00:00' },
  ];

  it('comes with its line, case, rule, sentence and columns', () => {
    const [row] = planned(late).rejected;
    expect(row).toMatchObject({
      line: 4,
      case: '7',
      rule: 'reopen-window-over',
      row: { Ticket: '7', State: 'Working' },
    });
    expect(row?.sentence).toContain('30 days since 2026-03-03T08:00:00.000Z');
    expect(row?.sentence).toMatch(/\(ReopenComplaint at 2026-\d\d-\d\dT[\d:.]+Z\)$/);
  });

  it('meets the same verdict in every run', () => {
    const stored = onRecord(planned(late));
    expect(planned(late, stored)).toEqual({ ...planned(late), batches: [] });
    expect(planned(late.slice(0, 3), stored.slice(0, 3)).rejected).toEqual(planned(late).rejected.slice(0, 1));
  });

  it('is judged by what was before it, not by what others did to the case later', () => {
    const stored = onRecord(planned(late.slice(0, 3)));
    const reopened = andThen(stored, { type: 'AddNote', text: 'Looked at again' });
    expect(rules(planned(late.slice(0, 3), reopened))).toEqual([[4, 'reopen-window-over']]);
  });

  it('is not slipped in behind later rows, even when a mended mapping would take it', () => {
    const strict = desk({ values: { level: { column: 'Level', map: { first: 1 } } } });
    const rows: readonly Row[] = [working, { Level: 'second' }, { ...working, Who: 'Bo' }];
    const first = planCase({
      mapping: strict,
      caseId: CASE_ID,
      ids,
      caseRows: ticket(rows, strict),
      stored: [],
      now: NOW,
      promises: nothingPromised,
    });
    expect(rules(first)).toEqual([[3, 'unmapped-value']]);
    expect(rules(planned(rows, onRecord(first)))).toEqual([[3, 'later-row-on-record']]);
  });

  it('is one that no append can hold', () => {
    const plan = planned([working, { State: 'Big', Who: 'x'.repeat(MAX_APPEND_BYTES) }, done]);
    expect(rules(plan)).toEqual([[3, 'row-too-large']]);
    expect(types(onRecord(plan))).toEqual(['ComplaintReceived', 'ComplaintAcknowledged', 'ComplaintResolved']);
  });
});

describe('a case that others went on with', () => {
  const first = onRecord(planned([working]));

  it('takes the next rows behind what they did', () => {
    const noted = andThen(first, { type: 'AddNote', text: 'Called back' });
    const plan = planned([working, done], noted);
    expect(plan.batches[0]?.end.revision).toBe(2);
    expect(types(onRecord(plan, noted)).slice(2)).toEqual(['NoteAdded', 'ComplaintResolved']);
  });

  it('chooses by how the case is now', () => {
    const resolved = andThen(first, { type: 'ResolveComplaint', waiver: { reason: 'Settled by phone' } });
    const plan = planned([working, done], resolved);
    expect(types(onRecord(plan, resolved)).slice(2)).toEqual(['ComplaintResolved', 'SourceRowNoted']);
  });

  it('takes what had happened before they ended it, and the end stands', () => {
    const asked = onRecord(planned([working, { State: 'Waiting' }]));
    const withdrawn = andThen(asked, { type: 'WithdrawComplaint', reason: 'Never mind', toldBy: 'phone' });
    const strict = desk({
      commands: [{ command: 'AssignHandler', with: { handler: { id: '{Who}', name: '{Who}' } } }],
    });
    const caseRows = ticket([working, { State: 'Waiting' }, { Who: 'Bo' }]);
    const plan = planCase({
      mapping: strict,
      caseId: CASE_ID,
      ids,
      caseRows,
      stored: withdrawn,
      now: NOW,
      promises: nothingPromised,
    });
    expect(rules(plan)).toEqual([]);
    const stream = onRecord(plan, withdrawn);
    expect(types(stream).slice(-1)).toEqual(['HandlerAssigned']);
    expect(foldCase(CASE_ID, openStream(stream).map(recordedEvent))).toMatchObject({
      status: 'closed',
      handler: { id: 'Bo' },
    });
  });
});

describe('a case of more than one append', () => {
  const big: readonly Row[] = [
    working,
    ...Array.from({ length: 9 }, (_, i) => ({ State: `S${i}`, Who: 'x'.repeat(200_000) })),
  ];

  it('is split between rows, each batch at the end of the one before', () => {
    const { batches } = planned(big);
    expect(batches.length).toBeGreaterThan(1);
    for (const { events } of batches) expect(appendBytes(events)).toBeLessThanOrEqual(MAX_APPEND_BYTES);
    expect(batches.map(({ end }) => end.revision)).toEqual(
      batches.map((_, index) => batches.slice(0, index).reduce((sum, { events }) => sum + events.length, -1)),
    );
    expect(verifyStream(onRecord(planned(big))).revision).toBe(10);
  });

  it('goes on between two of them', () => {
    const [one] = planned(big).batches;
    const stored = asStored(one?.events ?? []);
    const plan = planned(big, stored);
    expect(plan.taken).toBe(10);
    expect(types(onRecord(plan, stored))).toEqual(types(onRecord(planned(big))));
  });
});
