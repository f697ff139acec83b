import { acknowledgedCase, command, context, resolvedCase } from '../testing';
import { type CommandType } from './commands';
import { decide } from './decide';
import { COMMAND_TYPES } from './lifecycle';
import { possibleCommands } from './possible-commands';
import { type Case } from './state';

const bounded: readonly CommandType[] = ['AddNote', 'SendMessage', 'LinkCases'];
const full = (state: Case) => context({ mostEvents: state.revision + 1 });

describe('a case with as many events as it may have', () => {
  const other = { ...acknowledgedCase(), id: '9f1c2f3e-0000-4000-8000-000000000002', revision: 0 };
  const commands = [
    command('AddNote', { text: 'One more.' }),
    command('SendMessage', { text: 'One more.' }),
    command('LinkCases', { to: other.id, relation: 'related' }),
  ];

  it.each(commands)('takes no $type', (given) => {
    const state = acknowledgedCase();
    expect(() => decide(given, state, { ...full(state), other })).toThrow(
      expect.objectContaining({ code: 'case-full' }),
    );
    expect(decide(given, state, context({ mostEvents: state.revision + 2, other }))).not.toEqual([]);
    expect(decide(given, state, context({ other }))).not.toEqual([]);
  });

  it('is not linked to by another one either', () => {
    const state = acknowledgedCase();
    const given = command('LinkCases', { to: other.id, relation: 'related' });
    const fullOther = { ...other, revision: 50 };
    expect(() => decide(given, state, context({ mostEvents: 50, other: fullOther }))).toThrow(
      'The case has as many events as it may have: receive a new complaint for what follows. (the other one)',
    );
  });

  it.each([acknowledgedCase(), resolvedCase()])('takes everything else', (state) => {
    const possible = possibleCommands(state, context());
    expect(possibleCommands(state, full(state))).toEqual(possible.filter((type) => !bounded.includes(type)));
    expect(COMMAND_TYPES).toEqual(expect.arrayContaining([...bounded]));
  });

  it('takes what the complainant says', () => {
    const state = acknowledgedCase();
    expect(decide(command('RecordMessage', { text: 'And?' }), state, full(state))).not.toEqual([]);
  });
});
