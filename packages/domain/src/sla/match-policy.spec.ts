import { policy, target } from '../../test/sla/clock-runs';
import {
  type Classification,
  calendarOf,
  followUpCalendar,
  matches,
  matchPolicy,
  reopenWindowOf,
  targetFor,
} from './match-policy';

const classification: Classification = {
  channel: 'email',
  category: 'delivery',
  severity: 'high',
  product: null,
  labels: ['vip', 'second-time'],
};

describe('matches', () => {
  it.each([
    [{}, true],
    [{ channel: 'email' }, true],
    [{ channel: 'phone' }, false],
    [{ channel: ['phone', 'email'] }, true],
    [{ category: 'delivery', severity: ['high', 'critical'] }, true],
    [{ category: 'delivery', severity: 'low' }, false],
    [{ product: 'kettle' }, false],
    [{ label: 'vip' }, true],
    [{ label: ['first-time', 'second-time'] }, true],
    [{ label: 'first-time' }, false],
  ] as const)('%j: %s', (condition, expected) => {
    expect(matches(condition, classification)).toBe(expected);
  });
});

describe('matchPolicy', () => {
  const named = (name: string, priority: number, when = {}) => policy([target('update', 1)], { name, priority, when });

  it('takes the lowest number', () => {
    const first = named('b', 1);
    expect(matchPolicy([named('a', 2), first], classification)).toBe(first);
  });

  it('takes the first by name where the numbers are equal, by code units', () => {
    const first = named('Zebra', 1);
    expect(matchPolicy([named('ant', 1), first], classification)).toBe(first);
  });

  it('takes only what matches', () => {
    const second = named('b', 2);
    expect(matchPolicy([named('a', 1, { channel: 'phone' }), second], classification)).toBe(second);
    expect(matchPolicy([named('a', 1, { channel: 'phone' })], classification)).toBeNull();
    expect(matchPolicy([], classification)).toBeNull();
  });
});

describe('targetFor', () => {
  const version = policy([
    target('update', 1, { when: { severity: 'high' } }),
    target('update', 2),
    target('update', 3, { kind: 'milestone' }),
  ]);

  it('is the first of its metric and kind whose condition is met', () => {
    expect(targetFor(version, 'update', 'promise', classification)?.duration).toMatchObject({ n: 1 });
    expect(targetFor(version, 'update', 'promise', { ...classification, severity: 'low' })?.duration).toMatchObject({
      n: 2,
    });
    expect(targetFor(version, 'update', 'milestone', classification)?.duration).toMatchObject({ n: 3 });
    expect(targetFor(version, 'resolution', 'promise', classification)).toBeNull();
  });
});

describe('calendarOf', () => {
  const promised = { policies: [], calendars: { office: 3 } };

  it('is the version promised, or the one that the target names', () => {
    expect(calendarOf('office', promised)).toEqual({ name: 'office', version: 3 });
    expect(calendarOf({ name: 'office', version: 1 }, promised)).toEqual({ name: 'office', version: 1 });
  });

  it('is never made up', () => {
    expect(() => calendarOf('desk', promised)).toThrow('No version of the calendar desk was promised.');
  });
});

describe('what else a policy says of a case', () => {
  const promised = (when: object) => ({
    policies: [policy([target('follow-up', 1, { calendar: 'office' })], { when, reopenWindow: 14 })],
    calendars: { office: 2 },
  });

  it('is how long it may be reopened, and in which calendar follow-ups are counted', () => {
    expect(reopenWindowOf(promised({}), classification)).toBe(14);
    expect(followUpCalendar(promised({}), classification)).toEqual({ name: 'office', version: 2 });
  });

  it('is nothing when none applies', () => {
    for (const none of [null, promised({ channel: 'phone' })]) {
      expect(reopenWindowOf(none, classification)).toBeNull();
      expect(followUpCalendar(none, classification)).toBeNull();
    }
    const other = { policies: [policy([target('update', 1)])], calendars: { always: 1 } };
    expect(followUpCalendar(other, classification)).toBeNull();
  });
});
