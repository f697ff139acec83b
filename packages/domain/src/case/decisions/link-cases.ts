import { type LinkCases, type MirrorLink, type MirrorUnlink, type UnlinkCases } from '../commands';
import { type CaseEvent } from '../events';
import { InvalidCommand } from '../rules';
import { type Case, type Link } from '../state';
import { type Decision } from './decision';

/** A complaint is rarely alone. The other case mirrors the link. Another relation is another link: none is ever changed. */
export const linkCases: Decision<LinkCases> = ({ to, relation }, state, { other, commandId, newId = commandId }) => {
  if (to === state.id) throw new InvalidCommand('/to', 'A case cannot be linked to itself');
  if (other === null || other === undefined) throw new InvalidCommand('/to', 'There is no such case');
  if (linksTo(to, state).some((link) => link.relation === relation)) return [];
  return [
    ...unlinked(to, state),
    { type: 'CasesLinked', data: { linkId: newId, case: to, relation, side: 'initiated' } },
  ];
};

/** To who may not know of the other case there is no link, so there is nothing to do: a refusal would confirm the case. */
export const unlinkCases: Decision<UnlinkCases> = ({ to }, state, { other }) =>
  other === null || other === undefined ? [] : unlinked(to, state);

/** Usually one; more when both cases were linked to each other at once. */
function linksTo(to: string, state: Case): readonly Link[] {
  return state.links.filter((link) => link.case === to);
}

function unlinked(to: string, state: Case): readonly CaseEvent[] {
  return linksTo(to, state).map(({ linkId }) => ({
    type: 'CasesUnlinked',
    data: { linkId, case: to, side: 'initiated' },
  }));
}

/** The other half. A link that was taken away already stays away: ends are final. */
export const mirrorLink: Decision<MirrorLink> = ({ linkId, to, relation }, state) => {
  if (state.endedLinks.includes(linkId) || state.links.some((link) => link.linkId === linkId)) return [];
  return [{ type: 'CasesLinked', data: { linkId, case: to, relation, side: 'mirrored' } }];
};

export const mirrorUnlink: Decision<MirrorUnlink> = ({ linkId, to }, state) => {
  if (state.endedLinks.includes(linkId)) return [];
  return [{ type: 'CasesUnlinked', data: { linkId, case: to, side: 'mirrored' } }];
};
