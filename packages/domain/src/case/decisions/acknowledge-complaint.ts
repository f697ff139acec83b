import { type AcknowledgeComplaint } from '../commands';
import { personal } from '../given';
import { type Decision } from './decision';

/** Tells the complainant that we have it, and by name who takes care of it. Only once. */
export const acknowledgeComplaint: Decision<AcknowledgeComplaint> = ({ handler, text }) => [
  { type: 'ComplaintAcknowledged', data: { handler, ...personal({ text }) } },
];
