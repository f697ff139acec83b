import { type ReadModelDatabase } from './read-model-database';

/** A question to the read models that may be answered in another thread: what is asked and answered is plain data. */
export interface Question<Asked, Answer> {
  /** Unique among the questions of a module; see `ReadModelDatabaseOptions.projectionsModule`. */
  readonly name: string;
  answer(database: ReadModelDatabase, asked: Asked): Answer;
}

export interface QuestionRequest {
  /** Null: no more questions. */
  readonly name: string | null;
  readonly asked: unknown;
}

export type QuestionReply =
  | { readonly kind: 'answered'; readonly answer: unknown }
  /** Whoever asks may ask again itself, and is told why: an error would lose its class on the way. */
  | { readonly kind: 'refused' }
  /** The file could not be read; https://sqlite.org/rescode.html */
  | { readonly kind: 'unreadable'; readonly errcode: number };
