import { acknowledged, on, policy, promised, received, requested, run, target } from '../../test/sla/clock-runs';
import { caseIn, event, recorded } from '../testing';
import { CLOCK_EVENT_TYPES, type RecordedClockEvent } from './clock-events';
import { NO_CLOCKS } from './clock-state';
import { evolveClocks } from './evolve-clocks';

const AT = '2026-03-02T09:00:00.000Z';
const options = { promised: promised(policy([target('acknowledgement', 24), target('final-response', 72)])) };
const standing = run(options, on(AT, received));
const of = (type: string, data: object): RecordedClockEvent =>
  recorded({ type, data } as never, AT) as unknown as RecordedClockEvent;
const evolved = (type: string, data: object) =>
  evolveClocks(standing.clocks, of(type, data), standing.case, standing.case);

describe('evolveClocks', () => {
  it('folds to the same from JSON', () => {
    const { stream, clocks } = run(
      options,
      on(AT, received),
      on('2026-03-03T09:00:00.000Z', acknowledged, requested('a')),
    );
    const again = JSON.parse(JSON.stringify(stream)) as typeof stream;
    let state = NO_CLOCKS;
    let before = null;
    for (const it of again) {
      const after = caseIn('acknowledged');
      state = evolveClocks(state, it, before, after);
      before = after;
    }
    expect(state.clocks.map(({ id, status }) => [id, status])).toEqual(
      clocks.clocks.map(({ id, status }) => [id, status]),
    );
  });

  it.each(CLOCK_EVENT_TYPES.filter((type) => type !== 'ClockStarted'))(
    'ignores what happens to a clock that it does not know: %s',
    (type) => {
      expect(evolved(type, { clock: 'acknowledgement-7' }).clocks).toEqual(standing.clocks.clocks);
    },
  );

  it('ignores a clock that starts twice, types that it does not know, and what comes before the receipt', () => {
    const again = standing.stream.find(({ type }) => type === 'ClockStarted')!;
    expect(evolveClocks(standing.clocks, again, standing.case, standing.case)).toBe(standing.clocks);
    expect(evolved('ClockPolished', { clock: 'acknowledgement-1' }).clocks).toEqual(standing.clocks.clocks);
    expect(evolveClocks(NO_CLOCKS, recorded(event('MessageSent'), AT), null, null)).toBe(NO_CLOCKS);
  });

  it('leaves what it is given as it is', () => {
    const copy = structuredClone(standing.clocks);
    evolved('ClockMet', { clock: 'acknowledgement-1' });
    evolved('ClockThresholdReached', { clock: 'acknowledgement-1', at: 0.5, level: 2, escalated: true });
    expect(standing.clocks).toEqual(copy);
  });
});
