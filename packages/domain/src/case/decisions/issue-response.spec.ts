import { command, event, given, HANDLER, histories, importer, SECOND_HANDLER } from '../../testing';
import { UNKNOWN } from '../vocabulary';

const final = command('IssueResponse', {
  kind: 'final',
  text: 'You are right.',
  outcome: 'upheld',
  remedy: 'A new one.',
});

describe('IssueResponse', () => {
  it('says how the complaint came out, and the remedy', () => {
    given(histories.acknowledged)
      .when(final)
      .then([
        event('ResponseIssued', { kind: 'final', outcome: 'upheld' }, { text: 'You are right.', remedy: 'A new one.' }),
      ]);
  });

  it('needs no remedy when the complaint is not upheld', () => {
    given(histories.acknowledged)
      .when({ type: 'IssueResponse', kind: 'final', text: 'It was used as a pan.', outcome: 'not-upheld' })
      .then([
        {
          type: 'ResponseIssued',
          data: { kind: 'final', outcome: 'not-upheld', personal: { text: 'It was used as a pan.' } },
        },
      ]);
  });

  it('tells how things stand', () => {
    given(histories.acknowledged)
      .when(command('IssueResponse', { kind: 'interim', text: 'The workshop has it.' }))
      .then([{ type: 'ResponseIssued', data: { kind: 'interim', personal: { text: 'The workshop has it.' } } }]);
  });

  it('tells why it takes longer', () => {
    given(histories.acknowledged)
      .when(command('IssueResponse', { kind: 'holding', text: 'Please wait.', reason: 'The part is on its way.' }))
      .then([
        {
          type: 'ResponseIssued',
          data: { kind: 'holding', personal: { text: 'Please wait.', reason: 'The part is on its way.' } },
        },
      ]);
  });

  it('may follow a final one: the complainant gets a better answer', () => {
    given(histories.answered)
      .when(final)
      .then([event('ResponseIssued', {}, { text: 'You are right.', remedy: 'A new one.' })]);
  });

  it('acknowledges first when nobody has', () => {
    given(histories.received)
      .when({ ...final, handler: HANDLER })
      .then([
        event('ComplaintAcknowledged', { handler: HANDLER }),
        event('ResponseIssued', {}, { text: 'You are right.', remedy: 'A new one.' }),
      ]);
  });

  it('is refused as the first answer when it does not say who takes care of the case', () => {
    given(histories.received).when(final).thenRefused('handler-required');
  });

  it('hands an acknowledged case to nobody else', () => {
    given(histories.acknowledged)
      .when({ ...final, handler: SECOND_HANDLER })
      .thenInvalid('/handler');
  });

  it('is refused when it asks for patience without a reason', () => {
    given(histories.acknowledged)
      .when(command('IssueResponse', { kind: 'holding', text: 'Please wait.' }))
      .thenRefused('reason-required');
  });

  it('has an outcome when it is final, and only then', () => {
    given(histories.acknowledged)
      .when(command('IssueResponse', { kind: 'final' }))
      .thenInvalid('/outcome');
    given(histories.acknowledged)
      .when(command('IssueResponse', { kind: 'interim', outcome: 'upheld' }))
      .thenInvalid('/outcome');
  });

  it.each(['upheld', 'partly-upheld'] as const)('has a remedy when the complaint is %s', (outcome) => {
    given(histories.acknowledged)
      .when(command('IssueResponse', { kind: 'final', outcome }))
      .thenInvalid('/remedy');
  });

  it('has no remedy while it is not final', () => {
    given(histories.acknowledged)
      .when(command('IssueResponse', { kind: 'holding', reason: 'The part.', remedy: 'A new one.' }))
      .thenInvalid('/remedy');
  });

  it('leaves the outcome open only for an import', () => {
    const open = command('IssueResponse', { kind: 'final', outcome: 'unknown', text: UNKNOWN });
    given(histories.acknowledged)
      .when(open, { actor: importer })
      .then([{ type: 'ResponseIssued', data: { kind: 'final', outcome: 'unknown', personal: { text: UNKNOWN } } }]);
    given(histories.acknowledged)
      .when({ ...open, text: 'We cannot say.' })
      .thenInvalid('/outcome');
  });

  it('is refused on a case that has ended', () => {
    given(histories.closed).when(final).thenRefused('case-ended');
  });

  it('goes out again when it says the same', () => {
    given(histories.answered)
      .when(command('IssueResponse'))
      .then([{ type: 'ResponseIssued', data: { kind: 'interim', personal: { text: 'We are looking into it.' } } }]);
  });
});
