import {
  actors,
  after,
  agent,
  context,
  DAY_MS,
  HOUR_MS,
  importer,
  integration,
  MINUTE_MS,
  NOW,
  RECEIVED_AT,
  receivedCase,
  supervisor,
  system,
} from '../testing';
import { type DecisionContext } from './context';
import { decideCase } from './decide-case';
import { settleOccurredAt } from './occurred-at';

const lateReason = 'The letter lay about.';
const settle = (ahead: number, given: Partial<DecisionContext> = {}): string =>
  settleOccurredAt(context({ occurredAt: after(NOW, ahead), ...given }), receivedCase()).occurredAt;
const refusedBy = (code: string) => expect.objectContaining({ code });

describe('what lies ahead', () => {
  it.each([1, 59_999, 60_000])('counts as now up to 60 seconds: %d ms', (ahead) => {
    expect(settle(ahead)).toBe(NOW);
  });

  it('is refused a millisecond later', () => {
    expect(() => settle(60_001)).toThrow(refusedBy('occurred-in-future'));
  });

  it.each([system, importer])('is refused to everybody: $kind', (actor) => {
    expect(() => settle(60_001, { actor })).toThrow(refusedBy('occurred-in-future'));
  });
});

describe('what lies before 1900', () => {
  it.each([importer, system, supervisor])('is refused to everybody: $kind', (actor) => {
    const at = (occurredAt: string) => () => settleOccurredAt(context({ actor, occurredAt, lateReason }), null);
    expect(at('1899-12-31T23:59:59.999Z')).toThrow(expect.objectContaining({ pointer: '/occurredAt' }));
    expect(at('1900-01-01T00:00:00.000Z')).not.toThrow();
  });
});

describe('what lies back', () => {
  it.each([0, -1, -15 * MINUTE_MS])('needs no reason up to 15 minutes: %d ms', (ahead) => {
    expect(settle(ahead)).toBe(after(NOW, ahead));
  });

  it.each([agent, supervisor, integration])('needs a reason a millisecond earlier: $role', (actor) => {
    const ahead = -15 * MINUTE_MS - 1;
    expect(() => settle(ahead, { actor })).toThrow(refusedBy('late-entry-needs-reason'));
    expect(settle(ahead, { actor, lateReason })).toBe(after(NOW, ahead));
  });

  it('may be entered by an agent up to 24 hours', () => {
    expect(settle(-DAY_MS, { lateReason })).toBe(after(NOW, -DAY_MS));
  });

  it.each(['agent', 'auditor'] as const)('needs somebody else a millisecond earlier: %s', (role) => {
    const given = { actor: actors[role], lateReason };
    expect(() => settle(-DAY_MS - 1, given)).toThrow(refusedBy('late-entry-needs-supervisor'));
  });

  it.each(['supervisor', 'admin', 'integration', 'integration+supervisor'] as const)('may be entered by %s', (role) => {
    const ahead = -DAY_MS - 1;
    expect(settle(ahead, { actor: actors[role], lateReason })).toBe(after(NOW, ahead));
    expect(() => settle(ahead, { actor: actors[role] })).toThrow(refusedBy('late-entry-needs-reason'));
  });

  it.each([system, importer])('needs neither of $kind', (actor) => {
    expect(settle(-3 * DAY_MS, { actor })).toBe(after(NOW, -3 * DAY_MS));
  });

  it('may be old when there is no case yet', () => {
    const occurredAt = after(NOW, -90 * DAY_MS);
    const given = context({ occurredAt, actor: supervisor, lateReason });
    expect(settleOccurredAt(given, null).occurredAt).toBe(occurredAt);
  });
});

describe('the receipt', () => {
  const now = after(RECEIVED_AT, HOUR_MS);
  const at = (occurredAt: string) => settleOccurredAt(context({ now, occurredAt, lateReason }), receivedCase());

  it('is the first thing that can have happened to a case', () => {
    expect(at(RECEIVED_AT).occurredAt).toBe(RECEIVED_AT);
    expect(() => at(after(RECEIVED_AT, -1))).toThrow(refusedBy('occurred-before-receipt'));
  });

  it('is compared as an instant, however many digits it is written with', () => {
    expect(at('2026-03-02T09:00:00Z').occurredAt).toBe('2026-03-02T09:00:00Z');
    expect(() => at('2026-03-02T08:59:59Z')).toThrow(refusedBy('occurred-before-receipt'));
  });
});

describe('what is no instant', () => {
  it.each(['', 'yesterday', '2026-02-30T25:00:00Z'])('is never recorded: %j', (occurredAt) => {
    for (const actor of Object.values(actors)) {
      expect(() => settleOccurredAt(context({ occurredAt, actor }), null)).toThrow(
        expect.objectContaining({ pointer: '/occurredAt' }),
      );
    }
  });
});

describe('a decision', () => {
  it('is dated by the instant that was settled', () => {
    const decided = decideCase(
      { type: 'AddNote', text: 'Soon.' },
      receivedCase(),
      context({ occurredAt: after(NOW, 5) }),
    );
    expect(decided.occurredAt).toBe(NOW);
  });

  it('says why it was entered late on each event, as a text of a person', () => {
    const given = context({ occurredAt: after(NOW, -HOUR_MS), lateReason });
    const handler = { id: 'ann', name: 'Ann Abbot' };
    const { events } = decideCase({ type: 'SendMessage', text: 'We have it.', handler }, receivedCase(), given);
    expect(events).toEqual([
      { type: 'ComplaintAcknowledged', data: { handler, personal: { lateReason } } },
      { type: 'MessageSent', data: { personal: { text: 'We have it.', lateReason } } },
    ]);
  });
});
