import { type Case } from '@redress/domain';
import { importedCase, resolvedCase } from '@redress/domain/testing';
import { RowRejection } from './import-rules';
import { judgeRow, type RowFact } from './judge-row';
import { type Mapping } from './mapping/mapping';
import { type OrderedRow, type Row } from './source-row';
import { desk, ticket } from './testing/desk';
import { nothingPromised } from '../promises';

const NOW = '2026-11-22T06:00:00.000Z';
/** The fixtures' cases were received on the second of March. */
const DAY_AFTER = '2026-03-03T09:00:00';

interface Circumstances {
  readonly mapping?: Mapping;
  readonly state?: Case | null;
  readonly previous?: Row | null;
}

function facts(row: Row, { mapping = desk(), state = null, previous = null }: Circumstances = {}): readonly RowFact[] {
  const first = ticket([{ When: DAY_AFTER, ...row }], mapping).rows[0] as OrderedRow;
  return judgeRow({
    mapping,
    row: first,
    previous,
    state,
    caseId: 'case',
    commandId: 'command',
    now: NOW,
    promises: nothingPromised,
  });
}

const types = (row: Row, circumstances?: Circumstances): readonly string[] =>
  facts(row, circumstances).map(({ event }) => event.type);

function rule(row: Row, circumstances?: Circumstances): string | null {
  try {
    facts(row, circumstances);
    return null;
  } catch (error) {
    if (error instanceof RowRejection) return error.rule;
    throw error;
  }
}

describe('judging a row', () => {
  it('asks each rule about the case after those before it', () => {
    expect(types({ Level: 'second' })).toEqual(['ComplaintReceived', 'ComplaintAcknowledged', 'ComplaintEscalated']);
  });

  it('invents nothing', () => {
    expect(facts({})[0]?.event.data).toEqual({
      channel: 'desk',
      personal: { complainant: { unknown: true }, text: { unknown: true } },
    });
  });

  it('notes a row that changes nothing', () => {
    const state = importedCase();
    expect(types({ State: 'Asleep' }, { state })).toEqual(['SourceRowNoted']);
  });

  it('decides as of the instant of the row', () => {
    const resolved = resolvedCase();
    const row = { When: '2026-03-10T09:00:00' };
    expect(types(row, { state: resolved })[0]).toBe('ComplaintReopened');
    expect(rule({ When: '2026-05-10T09:00:00' }, { state: resolved })).toBe('reopen-window-over');
  });

  it('takes a row whole or not at all', () => {
    const commands = [
      { command: 'AddNote', with: { text: 'x' } },
      { command: 'FollowUp', with: { with: 'complainant', outcome: 'satisfied' } },
    ];
    expect(rule({}, { mapping: desk({ commands }), state: importedCase() })).toBe('command-not-possible');
  });

  it('rejects rows of a case that was never received', () => {
    expect(rule({}, { mapping: desk({ commands: [] }) })).toBe('command-not-possible');
  });

  it('rejects what a source cannot know', () => {
    expect(rule({ When: '2027-01-01T00:00:00' })).toBe('occurred-in-future');
    expect(rule({ When: '2026-01-01T00:00:00' }, { state: importedCase() })).toBe('occurred-before-receipt');
  });

  it('rejects a row that would ask twice, since its requests would have one id', () => {
    const ask = { command: 'RequestInformation', with: { from: 'complainant', question: 'x' } };
    expect(rule({}, { mapping: desk({ commands: [ask, ask] }), state: importedCase() })).toBe('two-requests');
  });

  it('says what makes no sense', () => {
    const commands = [{ command: 'IssueResponse', with: { kind: 'interim', text: 'x', outcome: 'upheld' } }];
    expect(rule({}, { mapping: desk({ commands }), state: importedCase() })).toBe('invalid-command');
  });
});

describe('who acted', () => {
  const actors = (row: Row, circumstances?: Circumstances) => facts(row, circumstances).map(({ actor }) => actor);

  it('is who the source names, told by the import', () => {
    expect(actors({})[0]).toEqual({ id: 'Ann', kind: 'import', role: 'import', name: 'Ann', via: 'import:desk' });
  });

  it('is the import where the source names nobody', () => {
    const importer = { id: 'import:desk', kind: 'import', role: 'import', name: 'Import desk' };
    expect(actors({ Who: '', State: 'New' })).toEqual([importer]);
    expect(actors({ State: 'New' }, { mapping: desk({ actor: undefined }) })).toEqual([importer]);
  });

  it('is a system where the mapping says so, and may leave unknown what its source does not tell', () => {
    expect(actors({ Who: 'Robot', State: 'New' })[0]).toMatchObject({ id: 'Robot', kind: 'system', role: 'system' });
  });

  it('is the import for what no source says of itself: that nobody followed up', () => {
    const done = facts({ State: 'Done', Who: 'Robot' }, { state: importedCase() });
    expect(done.map(({ event, actor }) => [event.type, actor.id])).toEqual([['ComplaintResolved', 'import:desk']]);
  });
});

describe('when it happened', () => {
  const resolve = { command: 'ResolveComplaint', when: 'open', with: { waiver: 'closed-in-source' } };
  const receive = {
    command: 'ReceiveComplaint',
    when: 'new',
    with: { channel: 'x', text: 'x', complainant: { unknown: true } },
  };
  const stamps = (row: Row, last: object): readonly (readonly [string, string])[] => {
    const mapping = desk({ commands: [receive, { ...resolve, ...last }] });
    return facts(row, { mapping }).map(({ event: { occurredAt, occurredAtPrecision } }) => [
      occurredAt,
      occurredAtPrecision,
    ]);
  };
  const at = { column: 'Text', format: 'YYYY-MM-DD', zone: 'Europe/Stockholm' };
  const first = ['2026-03-03T08:00:00.000Z', 'instant'];

  it('is the instant of the row', () => {
    expect(stamps({}, {})).toEqual([first, first]);
  });

  it('stands at the instant of the row where nobody knows', () => {
    expect(stamps({}, { precision: 'unknown' })[1]).toEqual([first[0], 'unknown']);
  });

  it('is read from a column of its own', () => {
    expect(stamps({ Text: '2026-03-05' }, { at })[1]).toEqual(['2026-03-04T23:00:00.000Z', 'day']);
  });

  it('is unknown where that column is blank', () => {
    expect(stamps({}, { at })[1]).toEqual([first[0], 'unknown']);
  });

  it('is noted at the instant of the row too, where all that the row tells of happened before', () => {
    const earlier = { ...receive, at };
    const mapping = desk({ commands: [earlier] });
    const told = facts({ Text: '2026-03-01' }, { mapping }).map(({ event }) => [event.type, event.occurredAt]);
    expect(told).toEqual([
      ['ComplaintReceived', '2026-02-28T23:00:00.000Z'],
      ['SourceRowNoted', first[0]],
    ]);
  });

  it('is named with its command where it cannot be read', () => {
    const mapping = desk({ commands: [receive, { ...resolve, at }] });
    expect(() => facts({ Text: 'someday' }, { mapping })).toThrow('(ResolveComplaint.at: Text: "someday")');
  });

  it.each([
    ['someday', 'bad-instant'],
    ['2026-03-01', 'occurred-before-receipt'],
    ['2036-03-01', 'occurred-in-future'],
    ['1899-12-31', 'instant-too-early'],
  ])('rejects %s as %s', (Text, code) => {
    expect(rule({ Text }, { mapping: desk({ commands: [receive, { ...resolve, at }] }) })).toBe(code);
  });
});
