import { type CorrectComplainant } from '../commands';
import { corrected } from '../by-entry';
import { InvalidCommand } from '../rules';
import { type Case } from '../state';
import { type Decision } from './decision';

/** A misspelt name, a new address. Old values stay in the history. */
export const correctComplainant: Decision<CorrectComplainant> = ({ changes, reason }, state) => {
  const after = corrected(state.complainant, changes);
  if ('unknown' in after) throw new InvalidCommand('/changes/name', 'A complainant needs a name');
  if (same(state.complainant, after)) return [];
  return [{ type: 'ComplainantCorrected', data: { personal: { changes, reason } } }];
};

function same(before: Case['complainant'], after: Case['complainant']): boolean {
  const fields = { ...before, ...after };
  return Object.keys(fields).every((field) => before[field as never] === after[field as never]);
}
