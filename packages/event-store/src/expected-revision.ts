import { type ExpectedRevision } from './event-store';

/**
 * What an append may do, for adapters that decide it themselves: go on, be wrong, or be a repetition to compare with
 * what is stored from revision `from` on. Equal ids there, all of them, make it the same batch; else it is wrong.
 */
export type Verdict = 'append' | 'wrong' | { readonly from: number };

/**
 * @param last revision of the stream's last event; -1 when the stream does not exist
 */
export function judgeExpected(expected: ExpectedRevision, last: number): Verdict {
  if (expected === 'any') return 'append';
  if (expected === 'streamExists') return last >= 0 ? 'append' : 'wrong';
  const exact = expected === 'noStream' ? -1 : expected;
  if (exact === last) return 'append';
  return exact < last ? { from: exact + 1 } : 'wrong';
}
