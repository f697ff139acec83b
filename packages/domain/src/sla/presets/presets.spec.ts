import {
  acknowledged,
  answered,
  clock,
  held,
  on,
  outcomes,
  received,
  resolved,
  run,
  type RunOptions,
} from '../../../test/sla/clock-runs';
import { prepareCalendar } from '../../calendar/prepare-calendar';
import { event } from '../../testing';
import { validatePolicy } from '../validate-policy';
import { DEFAULT_CALENDAR_NAME, defaultCalendar, defaultPolicy } from './default-policy';
import { auAsicRg271, iso10002, presets, socialMediaDesk, ukFcaDisp, usCfpb } from './index';
import { type Preset } from './preset';

function asPublished({ policies, calendars }: Pick<Preset, 'policies' | 'calendars'>): RunOptions {
  const versions = Object.fromEntries(Object.keys(calendars).map((name) => [name, 1]));
  return { promised: { policies: policies.map((policy) => ({ version: 1, policy })), calendars: versions }, calendars };
}
const due = (preset: Preset, id: string, at: string, receipt = received) =>
  clock(run(asPublished(preset), on(at, receipt)), id).dueAt;

describe.each(presets.map((preset) => [preset.name, preset] as const))('%s', (_name, preset) => {
  it('can be published', () => {
    const known = Object.keys(preset.calendars).map((name) => ({ name, version: 1 }));
    Object.values(preset.calendars).forEach(prepareCalendar);
    expect(preset.policies.flatMap((policy) => validatePolicy(policy, known))).toEqual([]);
    expect(preset.source).not.toBe('');
    expect(preset.notes.length).toBeGreaterThan(0);
  });
});

it('each has names of its own', () => {
  const policies = presets.flatMap((preset) => preset.policies.map(({ name }) => name));
  const calendars = presets.flatMap((preset) => Object.keys(preset.calendars));
  expect(new Set(policies).size).toBe(policies.length);
  expect(new Set(calendars).size).toBe(calendars.length);
});

describe('UK FCA DISP', () => {
  it('has the third business day after a Friday receipt before a bank holiday on Thursday', () => {
    // Received on Friday 1 May 2026; Monday the 4th is the early May bank holiday: Tuesday, Wednesday, Thursday.
    const friday = '2026-05-01T10:00:00.000Z';
    const summary = run(asPublished(ukFcaDisp), on(friday, received));
    // Five o'clock in British Summer Time.
    expect(clock(summary, 'resolution-1')).toMatchObject({ kind: 'milestone', dueAt: '2026-05-07T16:00:00.000Z' });
    const inTime = run(asPublished(ukFcaDisp), on(friday, received), on('2026-05-07T16:00:00.000Z', resolved));
    expect(clock(inTime, 'resolution-1').status).toBe('met');
    const missed = run(asPublished(ukFcaDisp), on(friday, received), on('2026-05-07T16:00:00.001Z', resolved));
    expect(outcomes(missed)).toContain('resolution-1 cancelled missed');
    expect(
      missed.clockEvents.filter(({ data }) => data.clock === 'resolution-1').map(({ type }) => type),
    ).not.toContain('ClockBreached');
  });

  it('gives eight weeks, to the end of the day', () => {
    expect(due(ukFcaDisp, 'final-response-1', '2026-01-05T10:00:00.000Z')).toBe('2026-03-02T23:59:59.999Z');
  });

  it('gives payment services 15 business days, and 35 from the receipt after a holding response', () => {
    const payment = event('ComplaintReceived', { product: 'payment-services' });
    // Monday 2 March 2026; Good Friday and Easter Monday, 3 and 6 April, lie in the 35 but not in the 15.
    const at = '2026-03-02T10:00:00.000Z';
    expect(due(ukFcaDisp, 'final-response-1', at, payment)).toBe('2026-03-23T17:00:00.000Z');
    const holding = run(asPublished(ukFcaDisp), on(at, payment), on('2026-03-20T10:00:00.000Z', acknowledged, held));
    expect(clock(holding, 'final-response-1').dueAt).toBe('2026-04-22T16:00:00.000Z');
  });
});

describe('US CFPB', () => {
  const at = '2026-06-01T13:00:00.000Z';

  it('gives 15 calendar days, to the end of the day in New York', () => {
    expect(due(usCfpb, 'final-response-1', at)).toBe('2026-06-17T03:59:59.999Z');
  });

  it('gives until day 60 after a response in progress, counted from the start', () => {
    const holding = run(asPublished(usCfpb), on(at, received), on('2026-06-16T13:00:00.000Z', acknowledged, held));
    expect(clock(holding, 'final-response-1').dueAt).toBe('2026-08-01T03:59:59.999Z');
  });
});

describe('ASIC RG 271', () => {
  it('has the later of 24 hours and one business day for the acknowledgement', () => {
    // Tuesday 10:00 in Sydney: one business day closes on Wednesday at 17:00, later than 24 hours.
    expect(due(auAsicRg271, 'acknowledgement-1', '2026-06-02T00:00:00.000Z')).toBe('2026-06-03T07:00:00.000Z');
    // Tuesday 20:00: 24 hours are later than Wednesday's close.
    expect(due(auAsicRg271, 'acknowledgement-1', '2026-06-02T10:00:00.000Z')).toBe('2026-06-03T10:00:00.000Z');
    // Friday 10:00: Monday's close.
    expect(due(auAsicRg271, 'acknowledgement-1', '2026-06-05T00:00:00.000Z')).toBe('2026-06-08T07:00:00.000Z');
  });

  it('has no business day on the Mondays after Anzac Day, which New South Wales keeps', () => {
    // Fridays at 10:00 in Sydney: the close of Tuesday.
    expect(due(auAsicRg271, 'acknowledgement-1', '2026-04-24T00:00:00.000Z')).toBe('2026-04-28T07:00:00.000Z');
    expect(due(auAsicRg271, 'acknowledgement-1', '2027-04-23T00:00:00.000Z')).toBe('2027-04-27T07:00:00.000Z');
  });

  it('keeps a 30-day promise made at 09:00 still at 17:00 of day 30', () => {
    // Monday 1 June 2026 at 09:00 in Sydney, ten hours ahead of UTC; day 30 is Wednesday 1 July.
    const receipt = on('2026-05-31T23:00:00.000Z', received);
    const inTime = run(asPublished(auAsicRg271), receipt, on('2026-07-01T07:00:00.000Z', acknowledged, answered));
    expect(clock(inTime, 'final-response-1')).toMatchObject({ status: 'met', dueAt: '2026-07-01T13:59:59.999Z' });
    const late = run(asPublished(auAsicRg271), receipt, on('2026-07-01T14:00:00.000Z', acknowledged, answered));
    expect(clock(late, 'final-response-1').status).toBe('breached');
  });
});

describe('ISO 10002', () => {
  it('is faster for what is severe', () => {
    const monday = '2026-06-01T10:00:00.000Z';
    const severe = event('ComplaintReceived', { severity: 'critical' });
    expect(due(iso10002, 'acknowledgement-1', monday)).toBe('2026-06-02T17:00:00.000Z');
    expect(due(iso10002, 'acknowledgement-1', monday, severe)).toBe('2026-06-01T11:00:00.000Z');
    expect(due(iso10002, 'final-response-1', monday)).toBe('2026-06-22T17:00:00.000Z');
    expect(due(iso10002, 'final-response-1', monday, severe)).toBe('2026-06-08T17:00:00.000Z');
  });
});

describe('the social-media desk', () => {
  const post = event('ComplaintReceived', { channel: 'social' });

  it('covers the weekend', () => {
    // Friday 21:45: a quarter of an hour until ten, and one from Saturday at ten.
    expect(due(socialMediaDesk, 'acknowledgement-1', '2026-06-05T21:45:00.000Z', post)).toBe(
      '2026-06-06T10:15:00.000Z',
    );
  });

  it('promises nothing elsewhere', () => {
    expect(run(asPublished(socialMediaDesk), on('2026-06-05T21:45:00.000Z', received)).clockEvents).toEqual([]);
  });
});

describe('the default policy', () => {
  const defaults = { policies: [defaultPolicy], calendars: { [DEFAULT_CALENDAR_NAME]: defaultCalendar() } };

  it('gives every case a clock', () => {
    const told = run(asPublished(defaults), on('2026-06-01T10:00:00.000Z', received));
    expect(outcomes(told)).toEqual(['acknowledgement-1 running', 'final-response-1 running', 'resolution-1 running']);
    expect(clock(told, 'acknowledgement-1').dueAt).toBe('2026-06-03T17:00:00.000Z');
  });

  it('yields to any other', () => {
    const told = run(
      asPublished({
        policies: [defaultPolicy, ...usCfpb.policies],
        calendars: { ...defaults.calendars, ...usCfpb.calendars },
      }),
      on('2026-06-01T10:00:00.000Z', received),
    );
    expect(clock(told, 'final-response-1').policy.name).toBe('us-cfpb');
  });
});
