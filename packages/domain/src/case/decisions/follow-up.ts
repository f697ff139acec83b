import { type FollowUp } from '../commands';
import { personal } from '../given';
import { type Decision } from './decision';

/** Comes back to the complainant, or to the person who handled it, and asks whether it helped. */
export const followUp: Decision<FollowUp> = ({ with: party, outcome, note }) => [
  { type: 'ComplaintFollowedUp', data: { with: party, outcome, ...personal({ note }) } },
];
