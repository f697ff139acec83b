export { caseModule, CLUSTER_SETTLE_HORIZON_MS, DEFAULT_CACHED_BYTES, EMBEDDED_SETTLE_HORIZON_MS } from './case-module';
export { caseIdOf, CASE_STREAM_PREFIX, caseStream, noCase, recordedEvent } from './case-stream';
export { caseView, clockViews } from './case-view';
export { Catalog } from './catalog/catalog';
export { CatalogCommands } from './catalog/catalog-commands';
export { ensureDefaultPolicy } from './catalog/ensure-default-policy';
export { CALENDAR_STREAM_PREFIX, POLICY_STREAM_PREFIX } from './catalog/shelf';
export { isoInstant, systemClock } from './clock';
export { confirmClock } from './clock-guard/clock-confirmations';
export { DEFAULT_MOST_GAP_DAYS } from './clock-guard/clock-guard';
export { LastSeenFile } from './clock-guard/last-seen';
export { clockExplanation } from './clock-explanation';
export { contextAt } from './context-at';
export { nothingDue } from './due/due-cases';
export { NotRecordedError, UnfoundedDueError } from './due/errors';
export {
  CaseNotFoundError,
  ClockNotFoundError,
  ForbiddenCommandError,
  FutureInstantError,
  IdempotencyKeyReusedError,
  NotYetRecordedError,
  PublicationNotFoundError,
  RevisionMismatchError,
  TooMuchContentionError,
  UnreadableEventError,
  UnsettledError,
} from './errors';
export { keepSecret, KeptSecretError, keptSecret } from './kept-secret';
export { isGuessable, LEAST_OF_KEY, LEAST_OF_SECRET } from './guessable';
export {
  fingerprintOf,
  GuessableSecretError,
  isOfSecret,
  keepFingerprint,
  SHORTEST_SECRET_TEXT,
} from './secret-of-log';
export { commandHash, commandIdentity, newIdFor, receiptIdentity } from './idempotency';
export { CaseImporter } from './import/case-importer';
export { importRules, rejection, RowRejection } from './import/import-rules';
export { mappedPromises, PolicyChoiceError } from './import/mapped-promises';
export { commandFields } from './import/mapping/command-fields';
export { IMPORTABLE_COMMANDS, STATE_FACTS } from './import/mapping/mapping';
export { MappingError, pathText } from './import/mapping/place';
export { readMapping } from './import/mapping/read-mapping';
export { assertZone } from './import/mapping/zone';
export { goneLogAdvice, isEmptyLog, rememberLog } from './known-log';
export { nothingPromised, nothingPublished } from './promises';
export { Comparing } from './simulation/comparison';
export { Replay } from './simulation/replay';
export { InvalidQuestionError, SimulationUnderWayError, TooManySimulationsError } from './simulation/question';
export { importedCaseId } from './import/imported-ids';
export { casesOf, groupKey, sourceRow } from './import/source-row';

export {
  CallerGoneError,
  DEFAULT_QUESTION_LIMITS,
  MOST_LAG_EVENTS,
  ProjectorRunner,
  QuestionTimeoutError,
  readCaseEvent,
  ReadModelBehindError,
  ReadModelDatabase,
  silentLogger,
  TooManyQuestionsError,
  UnknownReadModelError,
} from './projections';

export type { CaseModule, CaseModuleOptions } from './case-module';
export type { CaseAnswer, CaseReader, EventPage, Moment } from './case-reader';
export type { CaseRepository } from './case-repository';
export type { CaseService } from './case-service';
export type { LoadedCase } from './case-stream';
export type { CaseView, ClockView } from './case-view';
export type { PublicationStreams } from './catalog/catalog';
export type { CatalogRequest, CatalogResult } from './catalog/catalog-commands';
export type { Clock } from './clock';
export type { ClockDoubt, ClockGuard, ClockGuardOptions } from './clock-guard/clock-guard';
export type { LastSeen, LastSeenStore } from './clock-guard/last-seen';
export type { CommandRequest, CommandResult } from './command-request';
export type { Grounds } from './context-at';
export type { DueCase, DueCases, DueKind } from './due/due-cases';
export type { DueProcessor, DueProcessorOptions } from './due/due-processor';
export type { Pause } from './due/pause';
export type { CommandContent, CommandIdentity } from './idempotency';
export type { CaseImporterOptions, CaseOutcome } from './import/case-importer';
export type { ImportRuleCode, RejectedRow } from './import/import-rules';
export type { Mapping, MappingPath, PolicyChoice, UsedColumn } from './import/mapping/mapping';
export type { MappingIssue } from './import/mapping/place';
export type { Promises, PromisesOf, Published } from './promises';
export type * from './simulation/comparison';
export type { Replayed, ReplayedPromises } from './simulation/replay';
export type { QuestionProblem, SimulationQuestion } from './simulation/question';
export type { SimulationListener, SimulationProgress, SimulationResult, Simulations } from './simulation/simulations';
export type { Refusal, RefusalListener, StoreRefusal } from './writability';
export type { CaseRows, Row, SourceRow } from './import/source-row';
export type {
  Asker,
  ParkedStream,
  Projection,
  ProjectionLogger,
  ProjectorRunnerOptions,
  Question,
  QuestionLimits,
  ReadModelDatabaseOptions,
  ReadModelProgress,
  ReadModelSnapshot,
  ReadModelStatus,
  ReadModelTables,
} from './projections';
