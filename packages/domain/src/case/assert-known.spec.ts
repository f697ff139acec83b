import { agent, command, importer, supervisor, system } from '../testing';
import { assertKnown } from './assert-known';
import { InvalidCommand } from './rules';
import { UNKNOWN } from './vocabulary';

const note = command('AddNote', { text: UNKNOWN });

describe('what is unknown', () => {
  it('is said by imports', () => {
    expect(() => assertKnown(note, importer)).not.toThrow();
  });

  it.each([agent, supervisor, system])('is not said by $role', (actor) => {
    expect(() => assertKnown(note, actor)).toThrow(InvalidCommand);
    expect(() => assertKnown(note, actor)).toThrow(expect.objectContaining({ pointer: '/text' }));
  });

  it('is nothing that was simply left out, or taken away', () => {
    expect(() => assertKnown(command('ClassifyComplaint', { category: null, labels: [] }), agent)).not.toThrow();
    expect(() => assertKnown(command('ReceiveComplaint'), agent)).not.toThrow();
  });
});
