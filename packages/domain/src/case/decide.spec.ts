import { book, clock, policy, promised, target } from '../../test/sla/clock-runs';
import { type Promised } from '../sla/policy';
import {
  after,
  agent,
  CASE_ID,
  command,
  context as contextOf,
  HOUR_MS,
  OTHER_CASE_ID,
  RECEIVED_AT,
  recorded,
  system,
} from '../testing';
import { type Command } from './commands';
import { type DecisionContext } from './context';
import { decide, type DecidedEvent } from './decide';
import { type RecordedEvent } from './events';
import { foldCase } from './evolve';
import { RuleViolation } from './rules';
import { type Case } from './state';

const hour = (hours: number): string => after(RECEIVED_AT, hours * HOUR_MS);
const justAfter = (instant: string): string => after(instant, 1);

/** A case that is given one command after the other, each on the stream as it stands. */
function life(made: Promised | null, id = CASE_ID) {
  const stream: RecordedEvent[] = [];
  const state = (): Case | null => foldCase(id, stream);
  const give = (it: Command, at: string, rest: Partial<DecisionContext> = {}): readonly DecidedEvent[] => {
    const given = { caseId: id, commandId: `command-${stream.length}`, now: at, promised: made, calendar: book() };
    const decided = decide(it, state(), contextOf({ ...given, ...rest }));
    for (const event of decided) {
      const { occurredAt, occurredAtPrecision } = event;
      const when = { revision: stream.length, recordedAt: at, occurredAtPrecision, id: `${id}-${stream.length}` };
      stream.push(recorded(event, occurredAt, agent, when));
    }
    return decided;
  };
  return { state, give, stream };
}

const finalResponse: Command = {
  type: 'IssueResponse',
  kind: 'final',
  outcome: 'not-upheld',
  text: 'It is meant to leak.',
  handler: { id: 'ann', name: 'Ann Abbot' },
};

const types = (events: readonly DecidedEvent[]): readonly string[] => events.map(({ type }) => type);
const day = promised(policy([target('acknowledgement', 24)]));

describe('a receipt', () => {
  it('records what was current, matching or not, and starts what is promised', () => {
    const elsewhere = policy([target('resolution', 1)], { name: 'post', when: { channel: 'post' } });
    const { give, state } = life(promised(policy([target('acknowledgement', 24)]), elsewhere));
    expect(types(give(command('ReceiveComplaint'), hour(0)))).toEqual(['ComplaintReceived', 'ClockStarted']);
    expect(state()?.promised).toEqual({ policies: { desk: 1, post: 1 }, calendars: { always: 1, office: 1 } });
    expect(state()?.clocks.clocks).toMatchObject([{ id: 'acknowledgement-1', dueAt: hour(24), status: 'running' }]);
  });

  it('promises nothing without a policy', () => {
    for (const none of [null, { policies: [], calendars: {} }]) {
      const { give, state } = life(none);
      expect(types(give(command('ReceiveComplaint'), hour(0)))).toEqual(['ComplaintReceived']);
      expect(state()).toMatchObject({ promised: null, clocks: { clocks: [] } });
    }
  });
});

describe('a promise', () => {
  it('is kept at the due instant', () => {
    const { give, state } = life(day);
    give(command('ReceiveComplaint'), hour(0));
    expect(types(give(command('AcknowledgeComplaint'), hour(24)))).toEqual(['ComplaintAcknowledged', 'ClockMet']);
    expect(clock(state()!, 'acknowledgement-1').status).toBe('met');
  });

  it('is broken one millisecond later, before what comes too late for it', () => {
    const { give, state } = life(day);
    give(command('ReceiveComplaint'), hour(0));
    const late = give(command('AcknowledgeComplaint'), justAfter(hour(24)));
    expect(types(late)).toEqual(['ClockBreached', 'ComplaintAcknowledged']);
    expect(late[0]).toMatchObject({ data: { dueAt: hour(24) }, occurredAt: justAfter(hour(24)) });
    expect(clock(state()!, 'acknowledgement-1').status).toBe('breached');
  });
});

describe('RecordBreach', () => {
  const record = command('RecordBreach');

  it('does nothing at the due instant, and records the breach one millisecond later, once', () => {
    const { give } = life(day);
    give(command('ReceiveComplaint'), hour(0));
    expect(give(record, hour(24), { actor: system })).toEqual([]);
    expect(types(give(record, justAfter(hour(24)), { actor: system }))).toEqual(['ClockBreached']);
    expect(give(record, hour(48), { actor: system })).toEqual([]);
  });

  it('records what is due on a case that has ended too', () => {
    const { give } = life(promised(policy([target('next-reply', 24)])));
    give(command('ReceiveComplaint'), hour(0));
    give(command('WithdrawComplaint'), hour(1));
    give(command('RecordMessage'), hour(2));
    expect(types(give(record, hour(30), { actor: system }))).toEqual(['ClockBreached']);
  });

  it('needs a case', () => {
    expect(() => decide(record, null, contextOf())).toThrow(RuleViolation);
  });
});

describe('EscalateOnRisk', () => {
  const escalate = command('EscalateOnRisk');
  const thresholds = [
    { at: 0.5, level: 2, addressee: 'Head of service' },
    { at: 0.75, level: 3, addressee: 'Board' },
  ];
  const risky = promised(policy([target('final-response', 100, { escalate: thresholds })]));

  it('raises the case when so much of the time has passed, and not a millisecond earlier', () => {
    const { give, state } = life(risky);
    give(command('ReceiveComplaint'), hour(0));
    expect(give(escalate, after(hour(50), -1), { actor: system })).toEqual([]);
    const raised = give(escalate, hour(50), { actor: system });
    expect(raised).toMatchObject([
      {
        type: 'ComplaintEscalated',
        data: { from: 1, level: 2, addressee: 'Head of service', cause: { clock: 'final-response-1', at: 0.5 } },
      },
      { type: 'ClockThresholdReached', data: { clock: 'final-response-1', at: 0.5, level: 2, escalated: true } },
    ]);
    expect(state()?.escalationLevel).toBe(2);
    expect(give(escalate, hour(60), { actor: system })).toEqual([]);
  });

  it('catches up on two thresholds at once, each dated when it was reached', () => {
    const { give, state } = life(risky);
    give(command('ReceiveComplaint'), hour(0));
    const raised = give(escalate, hour(80), { actor: system });
    expect(types(raised)).toEqual([
      'ComplaintEscalated',
      'ComplaintEscalated',
      'ClockThresholdReached',
      'ClockThresholdReached',
    ]);
    expect(raised.map(({ occurredAt }) => occurredAt)).toEqual([hour(80), hour(80), hour(50), hour(75)]);
    expect(state()?.escalationLevel).toBe(3);
  });

  it('only marks a case that is at that level already', () => {
    const { give, state } = life(risky);
    give(command('ReceiveComplaint'), hour(0));
    give({ type: 'EscalateComplaint', level: 3, reason: 'It burns.', addressee: 'Board' }, hour(1));
    expect(give(escalate, hour(80), { actor: system })).toMatchObject([
      { type: 'ClockThresholdReached', data: { escalated: false } },
      { type: 'ClockThresholdReached', data: { escalated: false } },
    ]);
    expect(state()?.escalationLevel).toBe(3);
  });

  it('is over when the promise is kept', () => {
    const { give } = life(risky);
    give(command('ReceiveComplaint'), hour(0));
    give(finalResponse, hour(40));
    expect(give(escalate, hour(80), { actor: system })).toEqual([]);
  });
});

describe('the policy promised to the case', () => {
  it('says how long it may be reopened', () => {
    const { give } = life(promised(policy([target('acknowledgement', 24)], { reopenWindow: 2 })));
    give(command('ReceiveComplaint'), hour(0));
    give(command('WithdrawComplaint'), hour(1));
    expect(() => give(command('ReopenComplaint'), justAfter(hour(49)))).toThrow(/2 days since/);
    expect(types(give(command('ReopenComplaint'), hour(49)))).toContain('ComplaintReopened');
  });

  it('says by its calendar on which day a follow-up falls', () => {
    const auckland = promised(policy([target('follow-up', 24, { calendar: 'auckland' })]));
    const made = { ...auckland, calendars: { auckland: 1 } };
    const weekly = { mon: [['00:00', '24:00']] as const };
    const calendars = { auckland: { zone: 'Pacific/Auckland', weekly, holidays: [], exceptions: [] } };
    const { give } = life(made);
    const rest = { calendar: book(calendars) };
    give(command('ReceiveComplaint'), hour(0), rest);
    give(finalResponse, hour(0), rest);
    // 10:30 and 11:30 UTC on 2 March are two days in Auckland.
    const unanswered: Command = { type: 'FollowUp', with: 'complainant', outcome: 'no-answer' };
    give(unanswered, '2026-03-02T10:30:00.000Z', rest);
    give(unanswered, '2026-03-02T11:30:00.000Z', rest);
    expect(types(give(command('ResolveComplaint'), '2026-03-02T12:00:00.000Z', rest))).toContain('ComplaintResolved');
  });
});

describe('a merge', () => {
  it('leaves the promises to the target, which keeps the earlier due time', () => {
    const slow = promised(policy([target('final-response', 100)]));
    const source = life(promised(policy([target('final-response', 48)])), OTHER_CASE_ID);
    const into = life(slow);
    into.give(command('ReceiveComplaint'), hour(0));
    source.give(command('ReceiveComplaint'), hour(1));
    const other = into.state();
    source.give({ type: 'MergeComplaint', into: CASE_ID }, hour(2), { other, commandId: 'merge' });
    expect(source.state()?.leftToTarget?.promises?.clocks).toMatchObject([{ dueAt: hour(49) }]);
    into.give({ type: 'AcceptMerge', mergeId: 'merge', source: OTHER_CASE_ID }, hour(2));
    const completed = into.give({ type: 'CompleteMerge', mergeId: 'merge', source: OTHER_CASE_ID }, hour(2), {
      other: source.state(),
    });
    expect(types(completed)).toEqual(['MergeCompleted', 'ClockRetargeted']);
    expect(clock(into.state()!, 'final-response-1').dueAt).toBe(hour(49));
    expect(source.state()?.clocks.clocks).toMatchObject([{ status: 'cancelled', cancelReason: 'merged' }]);
  });

  it('leaves no promise that is broken by then, recorded or not', () => {
    const source = life(day, OTHER_CASE_ID);
    source.give(command('ReceiveComplaint'), hour(0));
    const other = { ...source.state()!, id: CASE_ID };
    source.give({ type: 'MergeComplaint', into: CASE_ID }, hour(30), { other });
    expect(source.state()?.leftToTarget?.promises).toBeUndefined();
    expect(clock(source.state()!, 'acknowledgement-1').status).toBe('breached');
  });
});

describe('a command that changes nothing', () => {
  it('records no breach either', () => {
    const { give } = life(day);
    give(command('ReceiveComplaint'), hour(0));
    expect(give(command('UnrestrictAccess'), hour(48), { actor: system })).toEqual([]);
  });
});
