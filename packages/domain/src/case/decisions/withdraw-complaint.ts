import { type WithdrawComplaint } from '../commands';
import { type Decision } from './decision';

/** The complainant's own wish, with how it was told. */
export const withdrawComplaint: Decision<WithdrawComplaint> = ({ reason, toldBy }) => [
  { type: 'ComplaintWithdrawn', data: { personal: { reason, toldBy } } },
];
