import { type RestrictAccess, type UnrestrictAccess } from '../commands';
import { type Decision } from './decision';

/**
 * From now on the case is seen by its handler, supervisors, admins, auditors and the people named, and not any more by who
 * recorded it; a new list takes the old one's place.
 */
export const restrictAccess: Decision<RestrictAccess> = ({ to, reason }, state) => {
  const people = [...new Set(to)].sort();
  const named = state.restrictedTo;
  if (named !== null && people.length === named.length && people.every((id, index) => id === named[index])) return [];
  return [{ type: 'AccessRestricted', data: { to: people, personal: { reason } } }];
};

export const unrestrictAccess: Decision<UnrestrictAccess> = (_command, state) =>
  state.confidential ? [{ type: 'AccessUnrestricted', data: {} }] : [];
