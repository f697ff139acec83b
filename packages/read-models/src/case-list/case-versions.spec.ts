import { type Case, foldCase, type RecordedEvent } from '@redress/domain';
import { CASE_ID, event, recorded } from '@redress/domain/testing';
import { advance, type CaseVersion, FOREVER } from './case-versions';
import { withoutLeftOut } from './packed-case';

const T = [
  '2026-03-02T09:00:00.000Z',
  '2026-03-02T10:00:00.000Z',
  '2026-03-02T11:00:00.000Z',
  '2026-03-02T12:00:00.000Z',
] as const;

/** Every version there ever was, those believed now and those superseded. */
function versions(events: readonly RecordedEvent[]): readonly CaseVersion[] {
  let believed: readonly CaseVersion[] = [];
  const superseded: CaseVersion[] = [];
  for (const each of events) {
    const advanced = advance(CASE_ID, believed, each);
    believed = advanced.believed;
    superseded.push(...advanced.superseded);
  }
  return [...superseded, ...believed];
}

function shape(all: readonly CaseVersion[]): readonly string[] {
  const hour = (instant: string): string => (instant === FOREVER ? '…' : instant.slice(11, 13));
  return all.map(
    ({ recordedFrom, recordedTo, occurredFrom, occurredTo, state }) =>
      `${state.revision}: known ${hour(recordedFrom)}-${hour(recordedTo)}, happened ${hour(occurredFrom)}-${hour(occurredTo)}`,
  );
}

const receipt = recorded(event('ComplaintReceived'), T[0]);
const note = (revision: number, occurredAt: string, recordedAt = occurredAt): RecordedEvent =>
  recorded(event('NoteAdded'), recordedAt, undefined, { revision, occurredAt });

describe('the versions of a case', () => {
  it('begin with the receipt; what comes before it leaves none', () => {
    expect(shape(versions([note(0, T[0])]))).toEqual([]);
    expect(shape(versions([receipt]))).toEqual(['0: known 09-…, happened 09-…']);
  });

  it('are one for each event that is recorded as it happens', () => {
    expect(shape(versions([receipt, note(1, T[1]), note(2, T[2])]))).toEqual([
      '0: known 09-…, happened 09-10',
      '1: known 10-…, happened 10-11',
      '2: known 11-…, happened 11-…',
    ]);
  });

  it('are one for several events of the same instant', () => {
    expect(shape(versions([receipt, note(1, T[1]), note(2, T[1]), note(3, T[1])]))).toEqual([
      '0: known 09-…, happened 09-10',
      '3: known 10-…, happened 10-…',
    ]);
  });

  it('keep what was believed until a late entry changed the past', () => {
    expect(shape(versions([receipt, note(1, T[2]), note(2, T[1], T[3])]))).toEqual([
      '0: known 09-12, happened 10-11',
      '1: known 11-12, happened 11-…',
      '0: known 09-…, happened 09-10',
      '2: known 12-…, happened 10-11',
      '2: known 12-…, happened 11-…',
    ]);
  });

  it('of an imported case, all recorded at once, are one for each instant that something happened at', () => {
    const at = (revision: number, occurredAt: string): RecordedEvent => note(revision, occurredAt, T[3]);
    const imported = recorded(event('ComplaintReceived'), T[3], undefined, { occurredAt: T[0] });
    expect(shape(versions([imported, at(1, T[1]), at(2, T[2])]))).toEqual([
      '0: known 12-…, happened 09-10',
      '1: known 12-…, happened 10-11',
      '2: known 12-…, happened 11-…',
    ]);
  });

  it('take an event that claims to have happened after it was recorded for one that happened then', () => {
    expect(shape(versions([receipt, note(1, T[3], T[1])]))).toEqual([
      '0: known 09-…, happened 09-10',
      '1: known 10-…, happened 10-…',
    ]);
  });

  it('compare instants with and without milliseconds', () => {
    const events = [receipt, note(1, '2026-03-02T10:00:00Z')];
    expect(versions(events).at(-1)).toMatchObject({ recordedFrom: T[1], occurredFrom: T[1] });
  });

  it('end with the present', () => {
    const events = [receipt, note(1, T[2]), note(2, T[1], T[3])];
    // As it comes back from the tables.
    expect(versions(events).at(-1)?.state).toEqual(withoutLeftOut(foldCase(CASE_ID, events) as Case));
  });
});
