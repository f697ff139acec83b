import { command, event, given, histories } from '.';

const note = command('AddNote', { text: 'Called.' });
const noted = event('NoteAdded', {}, { text: 'Called.' });
const done = given(histories.received).when(note);
const nothing = given(histories.received).when(command('UnlinkCases'));
const refused = given(histories.closed).when(command('AssignHandler'));
const invalid = given(histories.warned).when(command('RejectComplaint', { ground: 'abuse' }));

describe('given, when, then', () => {
  it('agrees with what was decided', () => {
    done.then([noted]);
    nothing.then([]);
    nothing.thenNothing();
    refused.thenRefused('case-ended');
    invalid.thenInvalid('/text');
  });

  it.each([
    ['other events', () => done.then([event('NoteAdded')])],
    ['fewer events', () => done.then([])],
    ['more events', () => done.then([noted, noted])],
    ['nothing', () => done.thenNothing()],
    ['a refusal', () => done.thenRefused('case-ended')],
    ['an invalid value', () => done.thenInvalid('/text')],
  ])('says what was decided where %s was expected', (_what, expectation) => {
    expect(expectation).toThrow(/^Expected .*but it gave .*NoteAdded/s);
  });

  it.each([
    ['another refusal', () => refused.thenRefused('not-answered'), 'case-ended: The case has ended'],
    ['events', () => refused.then([]), 'case-ended: The case has ended'],
    ['an invalid value', () => refused.thenInvalid('/text'), 'case-ended: The case has ended'],
    ['another invalid value', () => invalid.thenInvalid('/note'), '/text: A rejection as abuse needs the text'],
    ['a refusal', () => invalid.thenRefused('case-ended'), '/text: A rejection as abuse needs the text'],
  ])('says why it was refused where %s was expected', (_what, expectation, shown) => {
    expect(expectation).toThrow(shown);
  });

  it('takes nothing at all for no case', () => {
    given([]).when(note).thenRefused('command-not-possible');
  });
});
