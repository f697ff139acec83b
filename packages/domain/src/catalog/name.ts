import { type PolicyProblem, policyProblem } from '../sla/policy-problems';

/** Names stand in URLs and in names of streams: 1 to 64 of `a` to `z`, `0` to `9` and `-`, the first of them no hyphen. */
const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** As a regular expression without flags, for documents. */
export const PUBLICATION_NAME = NAME.source;

export function isPublicationName(name: string): boolean {
  return NAME.test(name);
}

export function nameProblems(name: string): readonly PolicyProblem[] {
  return isPublicationName(name) ? [] : [policyProblem('/name', 'wrong-name')];
}
