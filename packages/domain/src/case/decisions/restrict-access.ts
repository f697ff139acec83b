import { type RestrictAccess, type UnrestrictAccess } from '../commands';
import { type Decision } from './decision';

/** From now on the case is seen by its handler, supervisors, auditors and the people named; a new list takes the old one's place. */
export const restrictAccess: Decision<RestrictAccess> = ({ to, reason }, state) => {
  const people = [...new Set(to)].sort();
  const { confidential, restrictedTo } = state;
  const isSame = people.length === restrictedTo.length && people.every((id, index) => id === restrictedTo[index]);
  if (confidential && isSame) return [];
  return [{ type: 'AccessRestricted', data: { to: people, personal: { reason } } }];
};

export const unrestrictAccess: Decision<UnrestrictAccess> = (_command, state) =>
  state.confidential ? [{ type: 'AccessUnrestricted', data: {} }] : [];
