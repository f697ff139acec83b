import { identitiesOf } from '@redress/domain';
import { type CaseFilter } from './case-list-query';
import { type Facet, facet } from './facets';
import { instant } from './moment';
import { searchTerms } from './search-terms';

/** A filter in the terms of the tables. */
export interface Criteria {
  /** Of each group a case has at least one. */
  readonly facets: readonly (readonly Facet[])[];
  readonly receivedFrom: string | null;
  readonly receivedTo: string | null;
  /** FTS5 expressions, all of which match some text of a case. */
  readonly terms: readonly string[];
}

/** Null when no case can match. @throws {RangeError} what should be an instant is none */
export function criteriaOf(filter: CaseFilter): Criteria | null {
  const { status, q, receivedFrom, receivedTo } = filter;
  const facets: (readonly Facet[])[] = singleFacets(filter).map((single) => [single]);
  if (status !== undefined && status.length > 0) facets.push([...new Set(status.map(facet.status))]);
  if (filter.complainant !== undefined) {
    const { kind, value } = filter.complainant;
    const identities = identitiesOf({ complainant: { name: '', [kind]: value }, channel: '' });
    // What can be no address and no number is nobody's.
    if (identities.length === 0) return null;
    facets.push(identities.map(facet.complainant));
  }
  const terms = q === undefined ? [] : searchTerms(q);
  if (terms === null) return null;
  return {
    facets,
    receivedFrom: receivedFrom === undefined ? null : instant(receivedFrom),
    receivedTo: receivedTo === undefined ? null : instant(receivedTo),
    terms,
  };
}

function singleFacets(filter: CaseFilter): readonly Facet[] {
  const { handler, severity, label, channel, escalationLevel, owes, externalRef, category, product } = filter;
  const facets: Facet[] = [];
  if (handler !== undefined) facets.push(facet.handler(handler));
  if (severity !== undefined) facets.push(facet.severity(severity));
  if (label !== undefined) facets.push(facet.label(label));
  if (channel !== undefined) facets.push(facet.channel(channel));
  if (escalationLevel !== undefined) facets.push(facet.escalationLevel(escalationLevel));
  if (owes !== undefined) facets.push(facet.owes(owes));
  if (externalRef !== undefined) facets.push(facet.externalRef(externalRef.system, externalRef.id));
  if (category !== undefined) facets.push(facet.category(category));
  if (product !== undefined) facets.push(facet.product(product));
  return facets;
}
