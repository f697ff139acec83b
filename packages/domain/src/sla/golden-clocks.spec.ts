import { example } from '../../test/golden';
import { received } from '../../test/sla/clock-runs';
import { CASE_ID, recorded } from '../testing';
import { type CaseEvent, type CaseEventType, type RecordedEvent } from '../case/events';
import { foldCase } from '../case/evolve';
import { CLOCK_EVENT_TYPES, type ClockEventType } from './clock-events';
import { type Clock } from './clock-state';

const START = '2026-03-02T08:00:00.000Z';
const LATER = '2026-03-20T08:00:00.000Z';
/** The due instant of the example has passed. */
const BROKEN = '2026-04-27T22:00:00.000Z';

/** What becomes of the clock of `ClockStarted.v1.json` by each other example. */
const effects: { readonly [Type in Exclude<ClockEventType, 'ClockCorrected'>]: Partial<Clock> } = {
  ClockStarted: {},
  ClockPaused: { status: 'paused', course: 'paused', pausedAt: '2026-03-09T08:00:00.000Z' },
  ClockResumed: {
    dueAt: '2026-04-29T21:59:59.999Z',
    atRiskAt: '2026-04-15T18:30:00.000Z',
    escalateAt: ['2026-04-01T15:00:00.000Z'],
  },
  ClockExtended: {
    isExtended: true,
    dueAt: '2026-05-25T21:59:59.999Z',
    atRiskAt: '2026-05-04T18:30:00.000Z',
    escalateAt: ['2026-04-13T15:00:00.000Z'],
  },
  ClockRetargeted: { promisedAt: LATER },
  ClockMet: { status: 'met', course: 'over', isOwed: false, endedAt: LATER, takenOut: carriedPauses() },
  ClockBreached: { status: 'breached', course: 'over', breachedAt: BROKEN, takenOut: carriedPauses() },
  ClockCancelled: {
    status: 'cancelled',
    course: 'over',
    isOwed: false,
    endedAt: LATER,
    takenOut: carriedPauses(),
    cancelReason: 'withdrawn',
  },
  ClockThresholdReached: { reached: [0.5] },
};

function carriedPauses() {
  return [{ from: '2026-03-03T08:00:00.000Z', to: '2026-03-04T08:00:00.000Z' }];
}

/** The only clock of a case with these examples on record. */
function clockAfter(...types: readonly CaseEventType[]): Clock {
  return clockOf(...types.map((type) => (type === 'ClockStarted' ? owedStart() : example(type, 1))));
}

/** As most begin: what they promise is still to be done. */
function owedStart(): CaseEvent {
  const { data, ...start } = example('ClockStarted', 1);
  const { doneAt: _doneAt, ...promise } = data as { readonly doneAt?: string };
  return { ...start, data: promise } as unknown as CaseEvent;
}

function clockOf(...clockEvents: readonly CaseEvent[]): Clock {
  const stream = [received, ...clockEvents];
  const events = stream.map(
    (it, revision) =>
      recorded(it, revision < 2 ? START : it.type === 'ClockBreached' ? BROKEN : LATER, undefined, {
        revision,
      }) as RecordedEvent,
  );
  const clocks = foldCase(CASE_ID, events)?.clocks.clocks ?? [];
  expect(clocks).toHaveLength(1);
  return clocks[0] as Clock;
}

describe('a clock understands', () => {
  it('ClockStarted.v1.json', () => {
    expect(clockAfter('ClockStarted')).toMatchObject({
      id: 'final-response-1',
      metric: 'final-response',
      kind: 'promise',
      status: 'running',
      policy: { name: 'eight-weeks', version: 3 },
      calendar: { name: 'office', version: 2 },
      dueAt: '2026-04-27T21:59:59.999Z',
      promisedAt: START,
      isOwed: true,
    });
  });

  it('ClockStarted.v1.json of what was done before it was entered: nothing is owed any more', () => {
    const doneAt = '2026-04-29T10:00:00.000Z';
    expect(clockOf(example('ClockStarted', 1))).toEqual({
      ...clockAfter('ClockStarted'),
      isOwed: false,
      endedAt: doneAt,
    });
  });

  it.each(CLOCK_EVENT_TYPES.filter((type) => type !== 'ClockStarted' && type !== 'ClockCorrected'))(
    '%s.v1.json',
    (type) => {
      expect(clockAfter('ClockStarted', type)).toEqual({ ...clockAfter('ClockStarted'), ...effects[type] });
    },
  );

  it('ClockCorrected.v1.json: the breach on record stands where it says', () => {
    const corrected = example('ClockCorrected', 1);
    const at = (instant: string, it: CaseEvent, revision: number) =>
      recorded(it, instant, undefined, { revision }) as RecordedEvent;
    const events = [
      at(START, received, 0),
      at(START, owedStart(), 1),
      at('2026-03-03T08:00:00.000Z', example('ClockBreached', 1), 2),
      at(corrected.data.from, corrected, 3),
    ];
    expect(foldCase(CASE_ID, events)?.clocks.clocks).toMatchObject([
      { status: 'breached', breachedAt: corrected.data.from },
    ]);
  });

  it('ClockCorrected without a due instant: from the start of the clock on, there is none', () => {
    const fromItsStart = { type: 'ClockCorrected', data: { clock: 'final-response-1', from: START } } as const;
    const stream = [received, owedStart(), example('ClockMet', 1), fromItsStart];
    const events = stream.map((it, revision) => recorded(it, START, undefined, { revision }) as RecordedEvent);
    expect(foldCase(CASE_ID, events)?.clocks.clocks).toEqual([]);
  });

  it('ClockMet.v1.json after ClockBreached.v1.json as a late entry: the breach stays on record', () => {
    const clock = clockAfter('ClockStarted', 'ClockBreached', 'ClockMet');
    expect(clock).toMatchObject({ status: 'kept-late-entry', breachedAt: BROKEN, endedAt: LATER });
  });
});
