import { acknowledgedCase, caseOf, event, eventId, history, receivedCase, warnedCase } from '../testing';
import { foldCase } from './evolve';
import { redactedEventIds, withhold } from './redaction';
import { REDACTED } from './vocabulary';

const redaction = (revision: number) => event('ContentRedacted', { event: eventId(revision) });
const attachments = [{ name: 'kettle.png', mediaType: 'image/png', size: 4, sha256: '0'.repeat(64) }];

describe('the events that are withheld', () => {
  it('are those that a redaction names', () => {
    const events = history(event('ComplaintReceived'), event('NoteAdded'), redaction(1));
    expect(redactedEventIds(events)).toEqual(new Set([eventId(1)]));
    expect(redactedEventIds([])).toEqual(new Set());
  });
});

describe('an event that is withheld', () => {
  const [received] = history(
    event(
      'ComplaintReceived',
      {},
      { subject: 'Kettle', attachments, externalRefs: [{ system: 'crm', id: '1' }], lateReason: 'It lay about.' },
    ),
  );
  const shown = withhold(received as never, new Set([eventId(0)])) as unknown as { data: Record<string, unknown> };

  it('shows none of its texts, nor why it was entered late', () => {
    expect(shown.data['personal']).toMatchObject({
      text: REDACTED,
      subject: REDACTED,
      attachments: REDACTED,
      lateReason: REDACTED,
    });
  });

  it('shows what is no text', () => {
    expect(shown).toMatchObject({
      id: eventId(0),
      type: 'ComplaintReceived',
      data: {
        channel: 'email',
        personal: { complainant: { name: 'Clara Cole' }, externalRefs: [{ system: 'crm', id: '1' }] },
      },
    });
  });

  it('invents no field that was not there', () => {
    const [note] = history(event('NoteAdded'));
    const { data } = withhold(note as never, new Set([eventId(0)])) as { data: unknown };
    expect(data).toEqual({ personal: { text: REDACTED } });
  });

  it('is not changed itself', () => {
    expect(received?.data).toMatchObject({ personal: { subject: 'Kettle' } });
  });
});

describe('an event that is not withheld', () => {
  it('is shown as it is', () => {
    const [note] = history(event('NoteAdded'));
    expect(withhold(note as never, new Set([eventId(1)]))).toBe(note);
  });

  it.each(['NoteDrawn', 'constructor', '__proto__'])('may be of a type that is not known: %s', (type) => {
    const unknown = { id: 'x', type, data: { personal: { text: 'Hello', lateReason: 'Late.' } } };
    expect(withhold(unknown, new Set(['x'])).data.personal).toEqual({ text: 'Hello', lateReason: REDACTED });
    expect(withhold({ id: 'x', type, data: {} }, new Set(['x'])).data).toEqual({});
  });
});

describe('a case whose texts are withheld', () => {
  it('shows neither text, subject nor attachments', () => {
    const receipt = event('ComplaintReceived', {}, { subject: 'Kettle', attachments });
    expect(caseOf([receipt, redaction(0)])).toMatchObject({
      text: REDACTED,
      subject: REDACTED,
      attachments: REDACTED,
      redactedEvents: [eventId(0)],
    });
  });

  it('does not say that there was a subject, or something attached, when there was not', () => {
    expect(receivedCase(redaction(0))).toMatchObject({ text: REDACTED, subject: null, attachments: [] });
  });

  it('keeps its own text when that of another event is withheld', () => {
    expect(warnedCase(redaction(2))).toMatchObject({ text: 'The kettle leaks.', redactedEvents: [eventId(2)] });
    expect(warnedCase(redaction(2), redaction(0)).redactedEvents).toEqual([eventId(2), eventId(0)]);
  });

  it('is the same folded from what is shown', () => {
    const receipt = event('ComplaintReceived', {}, { subject: 'Kettle', attachments });
    const events = history(receipt, event('ComplaintAcknowledged'), redaction(0));
    const asShown = events.map((it) => withhold(it, redactedEventIds(events)));
    expect(foldCase('c', asShown)).toEqual(foldCase('c', events));
    // As of a moment before the redaction, the answer withholds it all the same.
    expect(foldCase('c', asShown.slice(0, 2))).toMatchObject({ text: REDACTED, subject: REDACTED });
  });
});

describe('what can be withheld', () => {
  it('are the events with texts', () => {
    const late = event('ComplaintAcknowledged', {}, { lateReason: 'It lay about.' });
    const state = caseOf([
      event('ComplaintReceived'),
      late,
      event('ComplaintFollowedUp'),
      event('ComplaintFollowedUp', {}, { note: 'By phone.' }),
      redaction(0),
      event('ComplaintClassified', {}, { lateReason: 'It lay about.' }),
    ]);
    expect(state.redactableEvents).toEqual([0, 1, 3, 5].map(eventId));
  });

  it('is nothing of an acknowledgement that only names the handler', () => {
    expect(acknowledgedCase().redactableEvents).toEqual([eventId(0)]);
  });
});
