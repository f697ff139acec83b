import { command, event, eventId, given, histories, supervisor } from '../../testing';

const byLaw = command('RedactContent', { event: eventId(0), ground: 'legal', reason: 'A court order.' });
const abuse = command('RedactContent', { event: eventId(0), ground: 'warned-abuse', reason: 'Insults.' });
const by = { actor: supervisor };

describe('RedactContent', () => {
  it.each(['received', 'answered', 'resolved', 'closed', 'merged'] as const)('withholds by law in %s', (state) => {
    given(histories[state])
      .when(byLaw, by)
      .then([event('ContentRedacted', { event: eventId(0), ground: 'legal' }, { reason: 'A court order.' })]);
  });

  it('withholds abuse after a warning on record', () => {
    given(histories.warned)
      .when(abuse, by)
      .then([event('ContentRedacted', { event: eventId(0), ground: 'warned-abuse' }, { reason: 'Insults.' })]);
  });

  it('does not withhold abuse that nobody warned of', () => {
    given(histories.acknowledged).when(abuse, by).thenRefused('no-warning-on-record');
  });

  it.each([
    ['an event of another case', 'e9999999-0000-4000-8000-000000000000'],
    ['an event without a text', eventId(1)],
  ])('has nothing to withhold of %s', (_what, id) => {
    given(histories.acknowledged)
      .when({ ...byLaw, event: id }, by)
      .thenInvalid('/event');
  });

  it('does not withhold why something was withheld', () => {
    given([...histories.received, event('ContentRedacted')])
      .when({ ...byLaw, event: eventId(1) }, by)
      .thenInvalid('/event');
  });

  it('withholds the reason of a late entry, whatever the event', () => {
    const late = event('CasesLinked', {}, { lateReason: 'She told my neighbour.' });
    given([...histories.acknowledged, late])
      .when({ ...byLaw, event: eventId(2) }, by)
      .then([event('ContentRedacted', { event: eventId(2) })]);
  });

  it('does nothing when it is withheld already', () => {
    given([...histories.received, event('ContentRedacted')])
      .when(byLaw, by)
      .thenNothing();
  });
});
