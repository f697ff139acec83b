export { SYSTEM_ACTOR } from './actor';
export { assertNever } from './assert-never';
export { maySee } from './case/access';
export { decide } from './case/decide';
export { DEFAULT_REOPEN_WINDOW_DAYS } from './case/decisions/reopen-complaint';
export { commandDescriptions, eventDescriptions } from './case/descriptions';
export { EVENT_TYPES, eventTypes } from './case/events';
export { evolve, foldCase } from './case/evolve';
export { COMMAND_TYPES, lifecycle, possibility } from './case/lifecycle';
export { FUTURE_TOLERANCE_MS, LATE_ENTRY_MS, VERY_LATE_ENTRY_MS } from './case/occurred-at';
export { owes } from './case/owes';
export { commandOverview, possibleCommands, possibleStatuses } from './case/possible-commands';
export { redactedEventIds, withhold } from './case/redaction';
export { InvalidCommand, rules, RuleViolation } from './case/rules';
export { identitiesOf, sameComplainant } from './case/same-complainant';
export { OBLIGATIONS } from './case/state';
export { caseUpcasters } from './case/upcasters';
export {
  FOLLOW_UP_OUTCOMES,
  FOLLOW_UP_PARTIES,
  INFORMATION_SOURCES,
  isOpen,
  LINK_RELATIONS,
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
export { hasPermission, KEY_ROLES, mayCommand, roles, SUPERVISOR_COMMANDS } from './roles';

export type { Actor, ActorKind } from './actor';
export type * from './case/commands';
export type { DecisionContext } from './case/context';
export type { Decided } from './case/decide';
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
export type { Acceptance, Case, Ending, FollowUpOnRecord, Link, Obligation, Wait } from './case/state';
export type * from './case/vocabulary';
export type { CommandGrant, KeyRole, Permission, Role, RoleRights } from './roles';
