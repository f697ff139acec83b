export { SYSTEM_ACTOR } from './actor';
export { assertNever } from './assert-never';
export { closeOfBusiness, nthBusinessDayAfter } from './calendar/business-days';
export { WEEKDAYS } from './calendar/calendar';
export { CalendarRangeError } from './calendar/calendar-range-error';
export { formatDay, parseDay } from './calendar/days';
export { dueAfterPause, dueAt } from './calendar/due-at';
export { COUNTINGS, MAX_DURATION, UNTILS } from './calendar/duration';
export { explainBusinessDays } from './calendar/explain-business-days';
export { explainWorkingTime } from './calendar/explain-working-time';
export { isOpenAt, localDate, nextOpening } from './calendar/opening-times';
export { prepareCalendar } from './calendar/prepare-calendar';
export { fieldProblems, InvalidCalendar } from './calendar/problems';
export { validateCalendar } from './calendar/validate-calendar';
export { validateDuration } from './calendar/validate-duration';
export { validateDurationOn } from './calendar/validate-duration-on';
export { addWorkingTime, MAX_YEARS, workingTimeBetween } from './calendar/working-time';
export { actsAsItself, maySee } from './case/access';
export { DEFAULT_MOST_EVENTS, isFull } from './case/case-bound';
export { decide } from './case/decide';
export { isMergeable } from './case/decisions/merge-complaint';
export { DEFAULT_REOPEN_WINDOW_DAYS } from './case/decisions/reopen-complaint';
export { commandDescriptions, eventDescriptions } from './case/descriptions';
export { EVENT_TYPES, eventTypes } from './case/events';
export { evolve, evolveAll, foldCase, foldEach, refolded } from './case/evolve';
export { LATE_ENTRY_EXCEPTIONS } from './case/late-entry-exceptions';
export { COMMAND_TYPES, lifecycle, possibility } from './case/lifecycle';
export { EARLIEST_OCCURRED_AT, FUTURE_TOLERANCE_MS, LATE_ENTRY_MS, VERY_LATE_ENTRY_MS } from './case/occurred-at';
export { owes } from './case/owes';
export { commandOverview, possibleCommands, possibleStatuses } from './case/possible-commands';
export { redactedEventIds, withhold } from './case/redaction';
export { InvalidCommand, rules, RuleViolation } from './case/rules';
export { normalEmail, normalPhone } from './case/identity-forms';
export { identitiesOf, sameComplainant } from './case/same-complainant';
export { sourceAt } from './case/source-rows';
export { OBLIGATIONS } from './case/state';
export { endOfTimeline, isInOrder, isInTimeline, NO_FACTS, withoutTexts } from './case/timeline';
export { caseUpcasters } from './case/upcasters';
export {
  FOLLOW_UP_OUTCOMES,
  FOLLOW_UP_PARTIES,
  INFORMATION_SOURCES,
  isOpen,
  LINK_RELATIONS,
  MAX_ESCALATION_LEVEL,
  OPEN_STATUSES,
  OUTCOMES,
  PRECISIONS,
  REDACTED,
  REDACTION_GROUNDS,
  REJECTION_GROUNDS,
  RESOLUTIONS,
  RESPONSE_KINDS,
  SEVERITIES,
  STATUSES,
  UNKNOWN,
} from './case/vocabulary';
export * from './catalog';
export { RULES_VERSION } from './rules-version';
export { hasPermission, KEY_ROLES, mayCommand, roles, SUPERVISOR_COMMANDS } from './roles';
export * from './sla';

export type { Actor, ActorKind } from './actor';
export type * from './calendar/calendar';
export type { Day } from './calendar/days';
export type * from './calendar/duration';
export type { BusinessDayExplanation, BusinessDayLine } from './calendar/explain-business-days';
export type { WorkingTimeExplanation, WorkingTimeLine } from './calendar/explain-working-time';
export type { Pause } from './calendar/pauses';
export type { PreparedCalendar } from './calendar/prepare-calendar';
export type { FieldProblem, FieldProblemCode } from './calendar/problems';
export type { Omitted } from './calendar/shortened';
export type { SpecialDates } from './calendar/special-dates';
export type { ExplainedInstant } from './calendar/wall-time';
export type * from './case/commands';
export type { DecisionContext } from './case/context';
export type { DecidedEvent } from './case/decide';
export type { CommandDescription } from './case/descriptions';
export type {
  CaseEvent,
  CaseEventType,
  EventContext,
  LeftToTarget,
  LinkSide,
  OpenMessage,
  RecordedEvent,
} from './case/events';
export type { LifecycleRow, Possibility } from './case/lifecycle';
export type { CommandOverview, Refusal } from './case/possible-commands';
export type { RuleCode } from './case/rules';
export type { SourceRows } from './case/source-rows';
export type { Acceptance, Case, Contradiction, Ending, FollowUpOnRecord, Link, Obligation, Wait } from './case/state';
export type { Fact, Timeline } from './case/timeline';
export type * from './case/vocabulary';
export type { CommandGrant, KeyRole, Permission, Role, RoleRights } from './roles';
