import { acknowledgedCase, escalatedCase, resolvedCase, waitingCase } from '@redress/domain/testing';
import { type Case } from '@redress/domain';
import { holds } from './conditions';
import { rowActor } from './row-actor';
import { desk, deskRow } from './testing/desk';
import { type Row } from './source-row';

interface Circumstances {
  readonly row?: Row;
  readonly previous?: Row | null;
  readonly state?: Case | null;
}

function judged(when: unknown, { row = {}, previous = null, state = null }: Circumstances = {}): boolean {
  const mapping = desk({ commands: [{ command: 'AddNote', when, with: { text: 'x' } }] });
  const seen = { mapping, row: deskRow(row), previous: previous && deskRow(previous), state };
  const [rule] = mapping.commands;
  return rule !== undefined && holds(rule.when, { ...seen, actor: rowActor(seen) });
}

describe('a condition', () => {
  it.each([
    ['equals', { row: 'State', equals: 'Working' }, true],
    ['equals in other words', { row: 'State', equals: 'working' }, false],
    ['in', { row: 'State', in: ['Done', 'Working'] }, true],
    ['not in', { row: 'State', in: ['Done'] }, false],
    ['blank', { row: 'Text', blank: true }, true],
    ['not blank', { row: 'State', blank: false }, true],
    ['a column that there is not', { row: 'Colour', blank: true }, true],
    ['a column named as what every object has', { row: 'toString', blank: true }, true],
    ['a number as text', { row: 'Ticket', equals: 7 }, true],
    ['above', { row: 'Ticket', above: 6 }, true],
    ['not above itself', { row: 'Ticket', above: 7 }, false],
    ['below', { row: 'Ticket', below: 7.5 }, true],
    ['no number', { row: 'State', above: 0 }, false],
    ['a value', { value: 'level', equals: 1 }, true],
    ['another column', { row: 'Who', equals: { row: 'State' } }, false],
    ['all of none', { all: [] }, true],
    ['any of none', { any: [] }, false],
    ['not', { not: { row: 'State', equals: 'Done' } }, true],
    ['a list', ['working', { row: 'Who', equals: 'Ann' }], true],
    ['a list with one that does not hold', ['working', { row: 'Who', equals: 'Bo' }], false],
    ['any', { any: [{ row: 'Who', equals: 'Bo' }, 'working'] }, true],
  ])('looks at the row: %s', (_what, when, expected) => {
    expect(judged(when)).toBe(expected);
  });

  it('looks at the row before', () => {
    const previous = { State: 'Waiting' };
    expect(judged({ previous: 'State', equals: 'Waiting' }, { previous })).toBe(true);
    expect(judged({ row: 'State', changed: true }, { previous })).toBe(true);
    expect(judged({ row: 'Who', changed: true }, { previous })).toBe(false);
    expect(judged({ row: 'Who', changed: false }, { previous })).toBe(true);
    expect(judged({ row: 'State', equals: { previous: 'State' } }, { previous })).toBe(false);
  });

  it('finds everything changed, and nothing before, in a first row', () => {
    expect(judged({ row: 'State', changed: true })).toBe(true);
    expect(judged({ previous: 'State', blank: true })).toBe(true);
    expect(judged({ previous: 'State', equals: 'Waiting' })).toBe(false);
  });

  it('looks at who acts', () => {
    expect(judged({ actor: 'kind', equals: 'import' })).toBe(true);
    expect(judged({ actor: 'kind', equals: 'system' }, { row: { Who: 'Robot' } })).toBe(true);
    expect(judged({ actor: 'id', equals: 'import:desk' }, { row: { Who: '' } })).toBe(true);
  });

  it.each([
    ['new', null, true],
    ['new', acknowledgedCase(), false],
    ['open', null, false],
    ['open', acknowledgedCase(), true],
    ['open', resolvedCase(), false],
    ['ended', resolvedCase(), true],
    ['ended', null, false],
    [{ state: 'status', equals: 'acknowledged' }, acknowledgedCase(), true],
    [{ state: 'status', equals: null }, null, true],
    [{ state: 'everAcknowledged', equals: true }, resolvedCase(), true],
    [{ state: 'escalationLevel', above: 1 }, escalatedCase(), true],
    [{ state: 'escalationLevel', above: 1 }, null, false],
    [{ value: 'level', below: { state: 'escalationLevel' } }, escalatedCase(), true],
    [{ state: 'waiting', equals: true }, waitingCase(), true],
    [{ state: 'openRequest', blank: false }, waitingCase(), true],
    [{ state: 'waiting', equals: true }, acknowledgedCase(), false],
    [{ state: 'handler', blank: false }, acknowledgedCase(), true],
    [{ state: 'ending', equals: null }, resolvedCase(), true],
  ])('looks at the case: %j', (when, state, expected) => {
    expect(judged(when, { state })).toBe(expected);
  });

  it('rejects a row with a word that the map does not have, unless the map says otherwise', () => {
    const row = { Level: 'third' };
    expect(() => judged({ value: 'level', equals: 1 }, { row })).toThrow(/no word.*Level: "third"/);
    const values = { level: { column: 'Level', map: { first: 1 }, otherwise: 'leave-out' } };
    const mapping = desk({
      values,
      commands: [{ command: 'AddNote', when: { value: 'level', blank: true }, with: { text: 'x' } }],
    });
    const seen = { mapping, row: deskRow(row), previous: null, state: null };
    expect(mapping.commands.every((rule) => holds(rule.when, { ...seen, actor: rowActor(seen) }))).toBe(true);
  });
});
