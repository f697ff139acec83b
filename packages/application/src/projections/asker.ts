/** Who waits for the answer to a question. */
export interface Asker {
  /** Each key has its turn, however much the others ask. */
  readonly key: string;
  /** Aborted when nobody waits any more: the question is not answered then. */
  readonly signal: AbortSignal;
}

/** How many may wait for an answer that takes long, and for how long. */
export interface QuestionLimits {
  /** Questions that wait for their turn. */
  readonly waiting: {
    readonly all: number;
    /** Of each key; no more than `all`. */
    readonly perKey: number;
  };
  /** Milliseconds from a question to its answer. */
  readonly deadlineMs: number;
}

export const DEFAULT_QUESTION_LIMITS: QuestionLimits = { waiting: { all: 200, perKey: 50 }, deadlineMs: 30_000 };
