import { type ReferComplaint } from '../commands';
import { type Decision } from './decision';

/** Another body is the right one; the complainant was told. */
export const referComplaint: Decision<ReferComplaint> = ({ to, reason, text }) => [
  { type: 'ComplaintReferred', data: { to, personal: { reason, text } } },
];
