import { type Command } from '@redress/domain';
import { waitingCase } from '@redress/domain/testing';
import { commandOf } from './commands';
import { RowRejection } from './import-rules';
import { rowActor } from './row-actor';
import { type Row } from './source-row';
import { desk, deskRow } from './testing/desk';

function made(command: string, fields: unknown, row: Row = {}, state = waitingCase()): Command {
  const mapping = desk({ commands: [{ command, with: fields }] });
  const seen = { mapping, row: deskRow(row), previous: null, state };
  const [rule] = mapping.commands;
  if (rule === undefined) throw new Error('The mapping has no command');
  return commandOf(rule, { ...seen, actor: rowActor(seen) });
}

const note = (text: unknown, row: Row = {}): unknown => (made('AddNote', { text }, row) as { text?: unknown }).text;
const rejection = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error instanceof RowRejection ? error.rule : error;
  }
};

describe('the fields of a command', () => {
  it('are constants', () => {
    expect(made('FollowUp', { with: 'handler', outcome: 'no-answer' })).toEqual({
      type: 'FollowUp',
      with: 'handler',
      outcome: 'no-answer',
    });
  });

  it('are filled with columns', () => {
    expect(note('{Who} says {{{State}}}')).toBe('Ann says {Working}');
  });

  it('come to nothing when a column in them is blank', () => {
    expect(made('ClassifyComplaint', { product: '{Text}', category: '{Who}' })).toEqual({
      type: 'ClassifyComplaint',
      category: 'Ann',
    });
    expect(made('ClassifyComplaint', { product: '{Who}/{Text}' })).toEqual({ type: 'ClassifyComplaint' });
  });

  it('leave out, and tell of, what can be no e-mail address', () => {
    const complainant = { name: '{Who}', email: '{Text}' };
    const receive = { channel: 'desk', complainant, text: { unknown: true } };
    expect(made('ReceiveComplaint', receive, { Text: ' Jo@example.org' })).toMatchObject({
      complainant: { name: 'Ann', email: ' Jo@example.org' },
    });
    const without = made('ReceiveComplaint', receive, { Text: 'n/a' }) as { complainant?: object };
    expect(without.complainant).toEqual({ name: 'Ann' });
  });

  it('are unknown where the mapping says so', () => {
    expect(note({ unknown: true })).toEqual({ unknown: true });
  });

  it('take the first source that has something', () => {
    const text = { firstOf: ['{Text}', '{Level}', { unknown: true }] };
    expect(note(text, { Text: 'It leaks.' })).toBe('It leaks.');
    expect(note(text)).toBe('first');
    expect(note(text, { Level: '' })).toEqual({ unknown: true });
  });

  it('take values in the words of the mapping', () => {
    const fields = { level: { value: 'level' }, reason: { unknown: true }, addressee: 'x' };
    expect(made('EscalateComplaint', fields, { Level: 'second' })).toMatchObject({ level: 2 });
    expect(made('EscalateComplaint', { ...fields, level: '{Text}' }, { Text: '3' })).toMatchObject({ level: 3 });
  });

  it('know the open request of the case', () => {
    const [wait] = waitingCase().waitingFor;
    expect(made('ReceiveInformation', { requestId: { state: 'openRequest' }, text: 'x' })).toMatchObject({
      requestId: wait?.requestId,
    });
  });

  it('are records and lists', () => {
    const fields = {
      channel: 'desk',
      complainant: { name: '{Who}', email: '{Text}' },
      text: { unknown: true },
      labels: ['{Level}', '{Text}', 'imported'],
      externalRefs: [
        { system: 'desk', id: '{Ticket}' },
        { system: 'other', id: '{Text}' },
      ],
      confidential: true,
    };
    expect(made('ReceiveComplaint', fields)).toEqual({
      type: 'ReceiveComplaint',
      channel: 'desk',
      complainant: { name: 'Ann' },
      text: { unknown: true },
      labels: ['first', 'imported'],
      externalRefs: [{ system: 'desk', id: '7' }],
      confidential: true,
    });
  });

  it('leave out a record without what it needs, or take the next source', () => {
    const receipt = { channel: 'desk', text: 'x', labels: ['{Text}'] };
    const complainant = { firstOf: [{ name: '{Text}', email: '{Who}' }, { unknown: true }] };
    expect(made('ReceiveComplaint', { ...receipt, complainant })).toEqual({
      type: 'ReceiveComplaint',
      channel: 'desk',
      text: 'x',
      complainant: { unknown: true },
    });
  });

  it('reject a row that gives nothing for what is needed', () => {
    expect(rejection(() => note('{Text}'))).toBe('missing-value');
    const handler = { id: '{Text}', name: '{Who}' };
    expect(rejection(() => made('AssignHandler', { handler }))).toBe('missing-value');
    expect(rejection(() => made('AssignHandler', { handler }, { Text: 'a' }))).toMatchObject({ handler: { id: 'a' } });
  });

  it.each([
    ['ClassifyComplaint', { severity: '{Text}' }, 'urgent'],
    ['EscalateComplaint', { level: '{Text}', reason: 'x', addressee: 'x' }, '2nd'],
    ['EscalateComplaint', { level: '{Text}', reason: 'x', addressee: 'x' }, '1.5'],
    ['ReceiveComplaint', { channel: 'x', text: 'x', complainant: { unknown: true }, confidential: '{Text}' }, 'maybe'],
  ])('reject a row whose value does not fit: %s %j %s', (command, fields, Text) => {
    expect(rejection(() => made(command, fields, { Text }))).toBe('bad-value');
  });
});
