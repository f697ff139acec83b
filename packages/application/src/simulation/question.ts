import { type PolicyProblemCode } from '@redress/domain';

/** What would have come of other promises. Instants are ISO 8601 UTC. */
export interface SimulationQuestion {
  /** Of cases received from here on; default all. */
  readonly from?: string;
  /** Of cases received before; default all. */
  readonly to?: string;
  /** Promised to every case in place of what it was promised: `{name, version}`, or a policy. Default what each was promised. */
  readonly policies?: readonly unknown[];
  /** By name: another version, or a calendar. It takes the place of whatever version a target names, also one for ever. */
  readonly calendars?: Readonly<Record<string, unknown>>;
}

/** Something wrong with one value of a question. */
export interface QuestionProblem {
  /** RFC 6901, into the question. */
  readonly pointer: string;
  readonly code: PolicyProblemCode | 'no-such-thing' | 'repeated' | 'out-of-range';
  readonly message: string;
}

/** What was asked makes no sense; nothing was simulated. */
export class InvalidQuestionError extends Error {
  constructor(
    /** At least one. */
    readonly problems: readonly QuestionProblem[],
  ) {
    super(problems.map(({ pointer, message }) => `${pointer}: ${message}`).join(' '));
    this.name = 'InvalidQuestionError';
  }
}

/** One of the same key runs already. */
export class SimulationUnderWayError extends Error {
  constructor() {
    super('A simulation of this key is under way: wait for its end, or close its connection');
    this.name = 'SimulationUnderWayError';
  }
}

/** So many are running that another one would slow down everything else. */
export class TooManySimulationsError extends Error {
  constructor(readonly atOnce: number) {
    super(`${atOnce} simulations are running already: ask again when one of them has ended`);
    this.name = 'TooManySimulationsError';
  }
}
