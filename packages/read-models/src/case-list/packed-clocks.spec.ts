import { type Clocks, NO_CLOCKS } from '@redress/domain';
import { caseOf, event } from '@redress/domain/testing';
import { packClocks, type PackedClocks, unpackClocks } from './packed-clocks';

const received = event('ComplaintReceived');
const started = event('ClockStarted');
const carried = {
  pauses: [{ from: '2026-03-01T09:00:00Z', to: '2026-03-01T10:00:00Z' }],
  waitsFrom: '2026-03-02T09:00:00Z',
};

const through = (clocks: Clocks): Clocks =>
  unpackClocks(
    JSON.parse(JSON.stringify({ packed: packClocks(clocks) }), undefined).packed as PackedClocks | undefined,
  );

describe('packed clocks', () => {
  it.each([
    ['none', NO_CLOCKS],
    ['running', caseOf([received, started]).clocks],
    ['paused', caseOf([received, started, event('InformationRequested'), event('ClockPaused')]).clocks],
    ['broken', caseOf([received, started, event('ClockBreached')]).clocks],
    [
      'met by a late entry',
      caseOf([received, started, event('ClockBreached'), event('ClockMet', { lateEntry: true })]).clocks,
    ],
    ['cancelled', caseOf([received, started, event('ClockCancelled')]).clocks],
    ['carried over', caseOf([received, event('ClockStarted', { carried, kind: 'milestone' })]).clocks],
    ['reached', caseOf([received, started, event('ClockThresholdReached'), event('ClockExtended')]).clocks],
    ['undated', { ...NO_CLOCKS, undated: ['a'] }],
  ])('are the same again: %s', (_name, clocks) => {
    expect(through(clocks)).toEqual(clocks);
  });

  it('of a case that has none are nothing', () => {
    expect(packClocks(NO_CLOCKS)).toBeUndefined();
  });
});
