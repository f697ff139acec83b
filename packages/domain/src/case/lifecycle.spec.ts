import {
  actors,
  caseOf,
  command,
  context,
  event,
  histories,
  OTHER_CASE_ID,
  recorded,
  supervisor,
  type HistoryEntry,
} from '../testing';
import { mayCommand, type Role } from '../roles';
import { type CallerCommand, type CommandType } from './commands';
import { decideCase } from './decide-case';
import { COMMAND_TYPES, lifecycle, possibility } from './lifecycle';
import { commandOverview, possibleStatuses } from './possible-commands';
import { InvalidCommand, RuleViolation } from './rules';
import { type Case } from './state';
import { STATUSES, type Status } from './vocabulary';

/** A cell of the documented table: possible, or the code it is refused by. */
type Cell = 'yes' | 'yes, waived' | Exclude<RuleViolation['code'], 'yes'>;

/**
 * Section 4 of the design, cell by cell, in the order: received, acknowledged, answered, resolved, closed, merged.
 * "received: everything but FollowUp, ResolveComplaint without waiver, ReopenComplaint. acknowledged: as received, but
 * not AcknowledgeComplaint. answered: everything but AcknowledgeComplaint; ReopenComplaint too. resolved, closed:
 * RecordMessage, SendMessage, AddNote, CorrectComplainant, links, redaction, access, warnings, ReopenComplaint (a merged
 * case cannot reopen)." And of the codes: "resolving in received or acknowledged is not-answered, acknowledging twice
 * already-acknowledged, anything else on an ended case case-ended. FollowUp or Reopen in the wrong open status is
 * command-not-possible."
 */
const documented: Readonly<Record<CommandType, readonly [Cell, Cell, Cell, Cell, Cell, Cell]>> = {
  ReceiveComplaint: [
    'command-not-possible',
    'command-not-possible',
    'command-not-possible',
    'command-not-possible',
    'command-not-possible',
    'command-not-possible',
  ],
  AcknowledgeComplaint: [
    'yes',
    'already-acknowledged',
    'already-acknowledged',
    'case-ended',
    'case-ended',
    'case-ended',
  ],
  AssignHandler: ['yes', 'yes', 'yes', 'case-ended', 'case-ended', 'case-ended'],
  EscalateComplaint: ['yes', 'yes', 'yes', 'case-ended', 'case-ended', 'case-ended'],
  DeescalateComplaint: ['yes', 'yes', 'yes', 'case-ended', 'case-ended', 'case-ended'],
  RecordMessage: ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'],
  SendMessage: ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'],
  RequestInformation: ['yes', 'yes', 'yes', 'case-ended', 'case-ended', 'case-ended'],
  ReceiveInformation: ['yes', 'yes', 'yes', 'case-ended', 'case-ended', 'case-ended'],
  IssueResponse: ['yes', 'yes', 'yes', 'case-ended', 'case-ended', 'case-ended'],
  FollowUp: ['command-not-possible', 'command-not-possible', 'yes', 'case-ended', 'case-ended', 'case-ended'],
  ResolveComplaint: ['yes, waived', 'yes, waived', 'yes', 'case-ended', 'case-ended', 'case-ended'],
  ReopenComplaint: ['command-not-possible', 'command-not-possible', 'yes', 'yes', 'yes', 'case-merged'],
  WithdrawComplaint: ['yes', 'yes', 'yes', 'case-ended', 'case-ended', 'case-ended'],
  RejectComplaint: ['yes', 'yes', 'yes', 'case-ended', 'case-ended', 'case-ended'],
  ReferComplaint: ['yes', 'yes', 'yes', 'case-ended', 'case-ended', 'case-ended'],
  MergeComplaint: ['yes', 'yes', 'yes', 'case-ended', 'case-ended', 'case-ended'],
  LinkCases: ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'],
  UnlinkCases: ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'],
  ClassifyComplaint: ['yes', 'yes', 'yes', 'case-ended', 'case-ended', 'case-ended'],
  AddNote: ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'],
  CorrectComplainant: ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'],
  WarnComplainant: ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'],
  RedactContent: ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'],
  RestrictAccess: ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'],
  UnrestrictAccess: ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'],
};

type Column = Status | 'merged';
const columns: readonly Column[] = ['received', 'acknowledged', 'answered', 'resolved', 'closed', 'merged'];

/** A case in each column that lacks nothing a command could ask for: it is escalated, waits, is linked and confidential. */
const laden: readonly HistoryEntry[] = [
  event('ComplaintEscalated'),
  event('InformationRequested'),
  event('CasesLinked'),
  event('AccessRestricted'),
];
const answered: readonly HistoryEntry[] = [
  ...histories.acknowledged,
  ...laden,
  event('ResponseIssued'),
  event('ComplaintFollowedUp', { with: 'handler' }),
  event('ComplaintFollowedUp'),
];
const columnHistories: Readonly<Record<Column, readonly HistoryEntry[]>> = {
  received: [...histories.received, ...laden],
  acknowledged: [...histories.acknowledged, ...laden],
  answered,
  resolved: [...answered, event('ComplaintResolved')],
  closed: [...histories.acknowledged, ...laden, event('ComplaintWithdrawn')],
  merged: [...histories.acknowledged, ...laden, event('ComplaintMerged')],
};

/** What each command says where the least that it can say would be refused for another reason. */
const said: Partial<Record<CommandType, CallerCommand>> = {
  EscalateComplaint: command('EscalateComplaint', { level: 3 }),
  // In `received` it says who takes care of the case; afterwards it names the same person.
  SendMessage: command('SendMessage', { handler: { id: 'ann', name: 'Ann Abbot' } }),
  IssueResponse: command('IssueResponse', { handler: { id: 'ann', name: 'Ann Abbot' } }),
};

const other = caseOf(histories.acknowledged, OTHER_CASE_ID);

function outcome(given: CallerCommand, state: Case | null): string {
  try {
    decideCase(given, state, context({ actor: supervisor, other }));
    return 'yes';
  } catch (error) {
    if (error instanceof RuleViolation) return error.code;
    if (error instanceof InvalidCommand) return `invalid ${error.pointer}`;
    throw error;
  }
}

const cells = COMMAND_TYPES.flatMap((type) =>
  columns.map((column, index) => [type, column, documented[type][index] as Cell] as const),
);

describe('the lifecycle', () => {
  it('knows every command and status of the design, and no others', () => {
    expect([...COMMAND_TYPES].sort()).toEqual(Object.keys(documented).sort());
    for (const row of Object.values(lifecycle)) expect(Object.keys(row).sort()).toEqual([...STATUSES].sort());
  });

  it.each(columns)('%s: the history leads there', (column) => {
    expect(caseOf(columnHistories[column]).status).toBe(column === 'merged' ? 'closed' : column);
  });

  describe.each(cells)('%s on a case that is %s', (type, column, cell) => {
    const state = caseOf(columnHistories[column]);
    const given = said[type] ?? command(type);

    it(`is decided as documented: ${cell}`, () => {
      expect(outcome(given, state)).toBe(cell === 'yes, waived' ? 'not-answered' : cell);
      if (type !== 'ResolveComplaint') return;
      const waived = command('ResolveComplaint', { waiver: { reason: 'She has moved away.' } });
      expect(outcome(waived, state)).toBe(cell === 'yes, waived' ? 'yes' : cell);
    });

    it('stands so in the table that is served', () => {
      // Whether a closed case was merged is no status: the decision knows it.
      const served = cell === 'case-merged' ? 'yes' : cell;
      const words = { yes: 'possible', 'yes, waived': 'with-waiver' } as Record<string, string>;
      const status = column === 'merged' ? 'closed' : column;
      expect(lifecycle[type][status]).toBe(words[served] ?? served);
      expect(possibility(type, status)).toBe(lifecycle[type][status]);
      expect(possibleStatuses(type).includes(status)).toBe(served in words);
    });
  });

  it.each(COMMAND_TYPES)('begins with ReceiveComplaint: %s where there is no case', (type) => {
    expect(outcome(said[type] ?? command(type), null)).toBe(
      type === 'ReceiveComplaint' ? 'yes' : 'command-not-possible',
    );
  });
});

describe('what only Redress itself adds to a case', () => {
  const internal = ['NoteSourceRow', 'CompleteMerge', 'AbortMerge', 'MirrorLink', 'MirrorUnlink'] as const;

  it.each(STATUSES)('is possible in %s', (status) => {
    for (const type of internal) expect(possibility(type, status)).toBe('possible');
  });

  it('takes over another case only while it is open', () => {
    expect(STATUSES.map((status) => possibility('AcceptMerge', status))).toEqual([
      'possible',
      'possible',
      'possible',
      'merge-target-ended',
      'merge-target-ended',
    ]);
  });
});

/**
 * Section 3 of the design: "agent every case command but waiver, redaction and access restriction; supervisor every case
 * command; admin as supervisor; integration as agent; integration+supervisor as supervisor; auditor reads everything,
 * writes nothing". What Redress itself does is limited by what it does, not by its role; a waiver is the decision of people
 * and, of what a source had closed, of an import.
 */
const mayGive: Readonly<
  Record<Role, { readonly agents: boolean; readonly supervisors: boolean; readonly waiver: boolean }>
> = {
  agent: { agents: true, supervisors: false, waiver: false },
  supervisor: { agents: true, supervisors: true, waiver: true },
  admin: { agents: true, supervisors: true, waiver: true },
  integration: { agents: true, supervisors: false, waiver: false },
  'integration+supervisor': { agents: true, supervisors: true, waiver: true },
  auditor: { agents: false, supervisors: false, waiver: false },
  system: { agents: true, supervisors: true, waiver: false },
  import: { agents: true, supervisors: true, waiver: true },
};
const forSupervisors: readonly CommandType[] = ['RedactContent', 'RestrictAccess', 'UnrestrictAccess'];

describe('the role table', () => {
  const pairs = (Object.keys(mayGive) as Role[]).flatMap((role) => COMMAND_TYPES.map((type) => [role, type] as const));

  it.each(pairs)('%s: %s', (role, type) => {
    const expected = mayGive[role][forSupervisors.includes(type) ? 'supervisors' : 'agents'];
    expect(mayCommand(role, type)).toBe(expected);
    for (const column of columns) {
      const state = caseOf(columnHistories[column]);
      const { possible, refused } = commandOverview(state, context({ actor: actors[role], other }));
      const byStatus = documented[type][columns.indexOf(column)] === 'yes';
      expect([column, possible.includes(type)]).toEqual([column, byStatus && expected]);
      const refusal = refused.find((it) => it.command === type);
      expect(refusal?.code === 'role').toBe(byStatus && !expected);
    }
  });

  it.each(Object.keys(mayGive) as Role[])('%s: resolving by a waiver', (role) => {
    const waive = command('ResolveComplaint', { waiver: { reason: 'She has moved away.' } });
    const attempt = () => decideCase(waive, caseOf(histories.answered), context({ actor: actors[role] }));
    if (mayGive[role].waiver) expect(attempt().events).toHaveLength(1);
    else expect(attempt).toThrow(expect.objectContaining({ code: 'waiver-needs-supervisor' }));
  });

  it.each(Object.keys(mayGive) as Role[])('%s: entering what happened two days ago', (role) => {
    const late = { occurredAt: '2026-03-04T09:00:00.000Z', lateReason: 'The letter lay about.' };
    const state = caseOf([recorded(event('ComplaintReceived'), '2026-03-01T09:00:00.000Z')]);
    const attempt = () => decideCase(command('AddNote'), state, context({ ...late, actor: actors[role] }));
    const may = role !== 'agent' && role !== 'auditor';
    if (may) expect(attempt().events).toHaveLength(1);
    else expect(attempt).toThrow(expect.objectContaining({ code: 'late-entry-needs-supervisor' }));
  });
});
