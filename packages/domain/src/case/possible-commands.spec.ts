import {
  acceptingCase,
  acknowledgedCase,
  after,
  agent,
  answeredAfterEscalationCase,
  auditor,
  closedCase,
  context,
  DAY_MS,
  dissatisfiedCase,
  escalatedCase,
  followedUpCase,
  mergedCase,
  receivedCase,
  resolvedCase,
  supervisor,
  unansweredCase,
  waitingCase,
} from '../testing';
import { type Case } from './state';
import { COMMAND_TYPES } from './lifecycle';
import { commandOverview, possibleCommands, possibleStatuses } from './possible-commands';
import { rules } from './rules';

const refusal = (state: Case, type: string, given = context()) =>
  commandOverview(state, given).refused.find(({ command }) => command === type)?.code;

describe('what is possible on a case', () => {
  it('follows the lifecycle', () => {
    expect(possibleCommands(receivedCase(), context())).toContain('AcknowledgeComplaint');
    expect(possibleCommands(acknowledgedCase(), context())).not.toContain('AcknowledgeComplaint');
    expect(possibleCommands(closedCase(), context())).toEqual([
      'RecordMessage',
      'SendMessage',
      'ReopenComplaint',
      'LinkCases',
      'UnlinkCases',
      'AddNote',
      'CorrectComplainant',
      'WarnComplainant',
      'RedactContent',
      'RestrictAccess',
      'UnrestrictAccess',
    ]);
  });

  it.each([
    ['de-escalating from the lowest level', receivedCase(), 'DeescalateComplaint', 'deescalation-not-lower'],
    ['de-escalating', escalatedCase(), 'DeescalateComplaint', undefined],
    ['giving information that nobody asked for', acknowledgedCase(), 'ReceiveInformation', 'no-such-request'],
    ['giving information', waitingCase(), 'ReceiveInformation', undefined],
    ['merging what takes another one over', acceptingCase(), 'MergeComplaint', 'merge-cycle'],
    ['merging', acknowledgedCase(), 'MergeComplaint', undefined],
    ['resolving what is not answered', unansweredCase(), 'ResolveComplaint', 'not-answered'],
    ['resolving for the dissatisfied', dissatisfiedCase(), 'ResolveComplaint', 'complainant-dissatisfied'],
    ['resolving without asking', answeredAfterEscalationCase(), 'ResolveComplaint', 'not-followed-up'],
    ['resolving for the satisfied', followedUpCase(), 'ResolveComplaint', undefined],
    ['reopening what was merged', mergedCase(), 'ReopenComplaint', 'case-merged'],
    ['reopening', resolvedCase(), 'ReopenComplaint', undefined],
  ])('follows the rules that hold whatever is said: %s', (_what, state, type, code) => {
    expect(refusal(state, type)).toBe(code);
    expect(possibleCommands(state, context()).some((it) => it === type)).toBe(code === undefined);
  });

  it('is judged now, not at the instant of an entry', () => {
    const late = context({ occurredAt: after(resolvedCase().statusSince, 1) });
    expect(possibleCommands(resolvedCase(), late)).toContain('ReopenComplaint');
    const now = after(resolvedCase().statusSince, 30 * DAY_MS + 1);
    expect(refusal(resolvedCase(), 'ReopenComplaint', { ...late, now })).toBe('reopen-window-over');
  });

  it('does not depend on who asks', () => {
    const state = acknowledgedCase();
    expect(possibleCommands(state, context({ actor: auditor }))).toEqual(
      possibleCommands(state, context({ actor: supervisor })),
    );
  });
});

describe('the overview', () => {
  it('names each command once', () => {
    const { possible, refused } = commandOverview(waitingCase(), context());
    expect([...possible, ...refused.map(({ command }) => command)].sort()).toEqual([...COMMAND_TYPES].sort());
  });

  it('says what the role may not', () => {
    const { possible, refused } = commandOverview(acknowledgedCase(), context({ actor: agent }));
    expect(possible).not.toContain('RedactContent');
    expect(refused).toContainEqual({
      command: 'RedactContent',
      code: 'role',
      rule: 'The role agent may not give this command.',
    });
    expect(commandOverview(acknowledgedCase(), context({ actor: supervisor })).possible).toContain('RedactContent');
    expect(commandOverview(acknowledgedCase(), context({ actor: auditor })).possible).toEqual([]);
  });

  it('says the rule in a sentence', () => {
    const { refused } = commandOverview(closedCase(), context());
    const rule = rules['case-ended'];
    expect(refused).toContainEqual({ command: 'AssignHandler', code: 'case-ended', rule });
  });

  it('names the rule before the role: nobody could', () => {
    expect(refusal(closedCase(), 'AssignHandler', context({ actor: auditor }))).toBe('case-ended');
  });
});

describe('the statuses of a command, for the documents', () => {
  it('are those in which it is possible, with a waiver or without', () => {
    expect(possibleStatuses('AcknowledgeComplaint')).toEqual(['received']);
    expect(possibleStatuses('ResolveComplaint')).toEqual(['received', 'acknowledged', 'answered']);
    expect(possibleStatuses('AddNote')).toEqual(['received', 'acknowledged', 'answered', 'resolved', 'closed']);
    expect(possibleStatuses('ReceiveComplaint')).toEqual([]);
  });
});
