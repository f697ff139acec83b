import { type WarnComplainant } from '../commands';
import { type Decision } from './decision';

/** Abuse is warned first, on record. */
export const warnComplainant: Decision<WarnComplainant> = ({ text }) => [
  { type: 'ConductWarningIssued', data: { personal: { text } } },
];
