import { after, caseIn, caseOf, CASE_ID, event, eventId, histories, history, HOUR_MS, RECEIVED_AT, recorded } from '.';
import { importer } from './actors';
import { type NamedState } from './cases';

describe('a history', () => {
  it('is one hour after the other, with ids that follow from the revision', () => {
    expect(history(event('ComplaintReceived'), event('NoteAdded'))).toMatchObject([
      { id: eventId(0), revision: 0, occurredAt: RECEIVED_AT, recordedAt: RECEIVED_AT },
      { id: eventId(1), revision: 1, occurredAt: after(RECEIVED_AT, HOUR_MS) },
    ]);
  });

  it('leaves what is recorded where and by whom it was', () => {
    const at = '2026-01-05T07:00:00.000Z';
    const entered = recorded(event('NoteAdded'), at, importer, { occurredAtPrecision: 'day' });
    expect(history(event('ComplaintReceived'), entered)[1]).toEqual({
      ...entered,
      id: eventId(1),
      revision: 1,
      actor: importer,
      occurredAt: at,
      occurredAtPrecision: 'day',
    });
  });

  it('folds to a case when it begins with a receipt', () => {
    expect(caseOf([event('ComplaintReceived')]).id).toBe(CASE_ID);
    expect(() => caseOf([event('NoteAdded')])).toThrow('does not begin with ComplaintReceived');
  });
});

describe('a named state', () => {
  it.each(Object.keys(histories) as NamedState[])('%s goes on with what happened since', (state) => {
    const before = caseIn(state);
    expect(caseIn(state, event('NoteAdded'))).toMatchObject({ status: before.status, revision: before.revision + 1 });
  });
});
