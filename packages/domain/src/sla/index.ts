export { CLOCK_STATUSES, isLive, NO_CLOCKS, pausesOf } from './clock-state';
export { CANCEL_REASONS, CLOCK_EVENT_TYPES, isClockEventType } from './clock-events';
export { clockEvents } from './clocks';
export { atRiskAt, breachesDue, breachInstant, clocksAt, escalationsDue, nextDueInstant } from './due-clocks';
export { explainClock, timeCounted, timeUsed } from './explain';
export { calendarOf, followUpCalendar, matchPolicy, reopenWindowOf, targetFor } from './match-policy';
export { brokenPromises, promisesLeft } from './merge-clocks';
export { CLOCK_KINDS, METRICS, versionsOf } from './policy';
export { policyProblems } from './policy-problems';
export { presets } from './presets';
export { DEFAULT_CALENDAR_NAME, defaultCalendar, defaultPolicy } from './presets/default-policy';
export { CONDITION_FIELDS } from './validate-condition';
export { thresholdsDue } from './thresholds';
export { validatePolicy } from './validate-policy';

export type { ClockEvents } from './clocks';
export type { ClockContext } from './clock-context';
export type {
  CancelReason,
  Carried,
  ClockEvent,
  ClockEventType,
  ClockPromise,
  Dated,
  DatedClockEvent,
  RecordedClockEvent,
  RetargetReason,
  Span,
  Timing,
} from './clock-events';
export type { Clock, Clocks, ClockStatus, ClockWait, Owed } from './clock-state';
export type { EscalationDue } from './due-clocks';
export type * from './explanation';
export type { DayExplanation } from './explain-days';
export type { Classification } from './match-policy';
export type { BrokenPromise, LeftClock, PromisesLeft } from './merge-clocks';
export type * from './policy';
export type { PolicyProblem, PolicyProblemCode } from './policy-problems';
export type { Preset } from './presets/preset';
export type { Threshold } from './thresholds';
export type { CalendarBook } from './timing';
