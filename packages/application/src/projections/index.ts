export { readCaseEvent } from './case-events';
export { DEFAULT_QUESTION_LIMITS } from './asker';
export {
  CallerGoneError,
  QuestionTimeoutError,
  ReadModelBehindError,
  TooManyQuestionsError,
  UnknownReadModelError,
} from './errors';
export { MOST_LAG_EVENTS } from './lag';
export { silentLogger } from './logger';
export { ProjectorRunner } from './projector-runner';
export { ReadModelDatabase } from './read-model-database';

export type { Asker, QuestionLimits } from './asker';
export type { ParkedStream } from './builds';
export type { ProjectionLogger } from './logger';
export type { ReadModelProgress } from './progress';
export type { Projection, ReadModelTables } from './projection';
export type { ProjectorRunnerOptions } from './projector-runner';
export type { Question } from './question';
export type { ReadModelDatabaseOptions, ReadModelSnapshot } from './read-model-database';
export type { ReadModelStatus } from './read-model-status';
