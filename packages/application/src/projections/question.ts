import { type ReadModelDatabase } from './read-model-database';

/** A question to the read models that may be answered in another thread: what is asked and answered is plain data. */
export interface Question<Asked, Answer> {
  /** Unique among the questions of a module; see `ReadModelDatabaseOptions.projectionsModule`. */
  readonly name: string;
  answer(database: ReadModelDatabase, asked: Asked): Answer;
}

export interface QuestionRequest {
  readonly id: number;
  /** Null: no more questions. */
  readonly name: string | null;
  readonly asked: unknown;
}

export type QuestionReply =
  | { readonly id: number; readonly kind: 'answer'; readonly answer: unknown }
  | { readonly id: number; readonly kind: 'failed' };
