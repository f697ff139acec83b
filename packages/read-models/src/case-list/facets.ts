import { type Case, identitiesOf, owes } from '@redress/domain';

/**
 * Every property that a list can be filtered by, as one text: `status:received`, `label:fire`, `ref:["crm","4711"]`.
 * One index over all of them finds the cases that have one, in the order of their receipt.
 */
export type Facet = string;

export const facet = {
  status: (status: string): Facet => `status:${status}`,
  handler: (id: string): Facet => `handler:${id}`,
  severity: (severity: string): Facet => `severity:${severity}`,
  label: (label: string): Facet => `label:${label}`,
  channel: (channel: string): Facet => `channel:${channel}`,
  escalationLevel: (level: number): Facet => `level:${level}`,
  owes: (obligation: string): Facet => `owes:${obligation}`,
  /** A list is asked for `<system>:<id>`, in which nobody can see where a system with a colon ends: the first one parts them. */
  externalRef: (system: string, id: string): Facet => `ref:${JSON.stringify(atFirstColon(`${system}:${id}`))}`,
  category: (category: string): Facet => `category:${category}`,
  product: (product: string): Facet => `product:${product}`,
  /** In the words of {@link identitiesOf}, so that a list and the rules agree on who is the same. */
  complainant: (identity: string): Facet => `complainant:${identity}`,
};

/** What a case is found by because of what it is about; see the profile of a packed case. */
export function profileFacets(state: Case): ReadonlySet<Facet> {
  const facets = new Set([facet.channel(state.channel)]);
  if (state.severity !== null) facets.add(facet.severity(state.severity));
  if (state.category !== null) facets.add(facet.category(state.category));
  if (state.product !== null) facets.add(facet.product(state.product));
  for (const label of state.labels) facets.add(facet.label(label));
  for (const { system, id } of state.externalRefs) facets.add(facet.externalRef(system, id));
  for (const identity of identitiesOf(state)) facets.add(facet.complainant(identity));
  return facets;
}

/** What a case is found by because of how it stands. */
export function standingFacets(state: Case): ReadonlySet<Facet> {
  const facets = new Set([facet.status(state.status), facet.escalationLevel(state.escalationLevel)]);
  if (state.handler !== null) facets.add(facet.handler(state.handler.id));
  for (const obligation of owes(state)) facets.add(facet.owes(obligation));
  return facets;
}

/** All that a case is found by. */
export function facetsOf(state: Case): ReadonlySet<Facet> {
  return new Set([...profileFacets(state), ...standingFacets(state)]);
}

/** All facets in one text, in which {@link within} finds each: JSON has no raw line feed, so they cannot run together. */
export function joined(facets: ReadonlySet<Facet>): string {
  let text = '\n';
  for (const each of facets) text += `${JSON.stringify(each)}\n`;
  return text;
}

/** What to look for in {@link joined} facets. */
export function within(sought: Facet): string {
  return `\n${JSON.stringify(sought)}\n`;
}

function atFirstColon(text: string): readonly [string, string] {
  const colon = text.indexOf(':');
  return [text.slice(0, colon), text.slice(colon + 1)];
}
