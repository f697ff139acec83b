import { type Clock, type Terms } from '@redress/domain';
import { caseOf, event } from '@redress/domain/testing';
import { clockColumns, clockOf } from './clock-columns';
import { type TermsTable } from './terms';

const received = event('ComplaintReceived');
const started = event('ClockStarted');
const carried = {
  pauses: [{ from: '2026-03-01T09:00:00Z', to: '2026-03-01T10:00:00Z' }],
  waitsFrom: '2026-03-02T09:00:00Z',
};

/** Terms as they come back from a table: equal, not the same object. */
function termsTable(): TermsTable {
  const kept: Terms[] = [];
  return {
    numberOf: (terms) => kept.push(terms) - 1,
    termsOf: (number) => JSON.parse(JSON.stringify(kept[number])) as Terms,
  };
}

const clocksOf = (...events: Parameters<typeof caseOf>[0]): readonly Clock[] => caseOf(events).clocks.clocks;

describe('a clock in columns', () => {
  it.each([
    ['running', clocksOf(received, started)],
    ['paused', clocksOf(received, started, event('InformationRequested'), event('ClockPaused'))],
    ['broken', clocksOf(received, started, event('ClockBreached'))],
    [
      'met by a late entry',
      clocksOf(received, started, event('ClockBreached'), event('ClockMet', { lateEntry: true })),
    ],
    ['cancelled', clocksOf(received, started, event('ClockCancelled'))],
    ['carried over', clocksOf(received, event('ClockStarted', { carried, kind: 'milestone' }))],
    ['reached', clocksOf(received, started, event('ClockThresholdReached'), event('ClockExtended'))],
    [
      'of instants without milliseconds',
      clocksOf(received, event('ClockStarted', { startedAt: '2026-03-02T09:00:00Z' })),
    ],
  ])('is the same again: %s', (_name, clocks) => {
    expect(clocks.length).toBeGreaterThan(0);
    const terms = termsTable();
    for (const [nth, clock] of clocks.entries()) {
      expect(clockOf(clockColumns(clock, nth, [], { calendars: () => null, terms }), terms)).toEqual(clock);
    }
  });
});
