import { type Clocks, NO_CLOCKS } from '@redress/domain';
import { caseOf, event } from '@redress/domain/testing';
import { packClocks, type PackedClocks, unpackClocks } from './packed-clocks';

const received = event('ComplaintReceived');
const started = event('ClockStarted');

const through = (clocks: Clocks): Clocks =>
  unpackClocks(JSON.parse(JSON.stringify({ packed: packClocks(clocks) })).packed as PackedClocks | undefined);

describe('what clocks depend on, packed', () => {
  it.each([
    ['none', NO_CLOCKS],
    ['owed', caseOf([received, started]).clocks],
    ['waiting', caseOf([received, started, event('InformationRequested'), event('ClockPaused')]).clocks],
    ['undated', { ...NO_CLOCKS, undated: ['a'] }],
  ])('is the same again, without the clocks: %s', (_name, clocks) => {
    expect(through(clocks)).toEqual({ ...clocks, clocks: [] });
  });

  it('of a case that has none is nothing', () => {
    expect(packClocks(NO_CLOCKS)).toBeUndefined();
  });
});
