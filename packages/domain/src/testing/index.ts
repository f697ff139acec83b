export {
  actors,
  admin,
  agent,
  auditor,
  importer,
  integration,
  integrationSupervisor,
  supervisor,
  system,
} from './actors';
export { nightShiftCalendar, officeCalendar, roundTheClockCalendar, splitShiftCalendar } from './calendars';
export {
  acceptingCase,
  acknowledgedCase,
  answeredAfterEscalationCase,
  answeredCase,
  assignedCase,
  caseIn,
  closedCase,
  confidentialCase,
  dissatisfiedCase,
  escalatedCase,
  followedUpCase,
  handedOverCase,
  histories,
  importedCase,
  linkedCase,
  mergedCase,
  noAnswerTwiceCase,
  receivedCase,
  referredCase,
  rejectedCase,
  reopenedCase,
  resolvedCase,
  unansweredCase,
  waitingCase,
  waivedCase,
  warnedCase,
  withdrawnCase,
} from './cases';
export { catalogAfter, deskPolicy } from './catalog';
export { command } from './commands';
export { context } from './context';
export { event } from './events';
export {
  after,
  CASE_ID,
  COMMAND_ID,
  COMPLAINANT,
  DAY_MS,
  eventId,
  HANDLER,
  HOUR_MS,
  MINUTE_MS,
  NOW,
  OTHER_CASE_ID,
  RECEIVED_AT,
  SECOND_HANDLER,
} from './fixtures';
export { given } from './given-when-then';
export { caseOf, history, recorded } from './history';
export { sameJson } from '../same-json';

export type { NamedState } from './cases';
export type { CommandOf } from './commands';
export type { EventOf } from './events';
export type { Expectation, Given } from './given-when-then';
export type { HistoryEntry } from './history';
