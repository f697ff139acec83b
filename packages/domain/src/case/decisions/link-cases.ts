import { type LinkCases, type MirrorLink, type MirrorUnlink, type UnlinkCases } from '../commands';
import { InvalidCommand } from '../rules';
import { type Decision } from './decision';

/** A complaint is rarely alone. The other case mirrors the link. */
export const linkCases: Decision<LinkCases> = ({ to, relation }, state, { other, commandId }) => {
  if (to === state.id) throw new InvalidCommand('/to', 'A case cannot be linked to itself');
  if (other === null || other === undefined) throw new InvalidCommand('/to', 'There is no such case');
  const present = state.links.find((link) => link.case === to);
  if (present?.relation === relation) return [];
  return [{ type: 'CasesLinked', data: { linkId: commandId, case: to, relation, side: 'initiated' } }];
};

export const unlinkCases: Decision<UnlinkCases> = ({ to }, state) => {
  const present = state.links.find((link) => link.case === to);
  if (present === undefined) return [];
  return [{ type: 'CasesUnlinked', data: { linkId: present.linkId, case: to, side: 'initiated' } }];
};

/** The other half. A link that was taken away already stays away: ends are final. */
export const mirrorLink: Decision<MirrorLink> = ({ linkId, to, relation }, state) => {
  if (state.endedLinks.includes(linkId) || state.links.some((link) => link.linkId === linkId)) return [];
  return [{ type: 'CasesLinked', data: { linkId, case: to, relation, side: 'mirrored' } }];
};

export const mirrorUnlink: Decision<MirrorUnlink> = ({ linkId, to }, state) => {
  if (state.endedLinks.includes(linkId)) return [];
  return [{ type: 'CasesUnlinked', data: { linkId, case: to, side: 'mirrored' } }];
};
