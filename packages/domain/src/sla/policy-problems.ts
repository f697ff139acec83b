import { type FieldProblem, type FieldProblemCode } from '../calendar/problems';
import { MAX_ESCALATION_LEVEL } from '../case/vocabulary';

/** What can be wrong with a policy beside what can be wrong with any field. */
export const policyProblems = {
  'no-targets': 'A policy promises something: give at least one target.',
  'duplicate-target': 'There is a target for this metric and kind under the same condition already.',
  'duplicate-threshold': 'There is an escalation at this share of the time already.',
  'unknown-calendar': 'There is no calendar of this name, or it has no such version: publish it first.',
  'retired-calendar': 'This calendar is retired: publish it again before, or name another one.',
  'threshold-out-of-range': 'A threshold is a share of the time, from 0 at the start to 1 at the due instant.',
  'level-out-of-range': `A case starts at level 1, so it is escalated to a whole level from 2 to ${MAX_ESCALATION_LEVEL}.`,
  'no-values': 'A condition names at least one value.',
  'duplicate-value': 'This value is named already.',
  'wrong-name': 'A name is 1 to 64 of a to z, 0 to 9 and -, and starts with a letter or digit.',
  'other-name': 'This is published under another name: leave the name away, or write that one.',
  'holding-not-longer': 'A holding response extends the promise: give it more time than the promise itself.',
} as const satisfies Record<string, string>;

export type PolicyProblemCode = FieldProblemCode | keyof typeof policyProblems;

/** Something wrong with one field of a policy; `pointer` is a JSON pointer (RFC 6901) to it. */
export interface PolicyProblem {
  readonly pointer: string;
  readonly code: PolicyProblemCode;
  readonly message: string;
}

export function policyProblem(pointer: string, code: keyof typeof policyProblems, detail?: string): PolicyProblem {
  const sentence = policyProblems[code];
  return { pointer, code, message: detail === undefined ? sentence : `${sentence} (${detail})` };
}

export type Problems = readonly (PolicyProblem | FieldProblem)[];
