import { type ReadModelSnapshot } from '@redress/application';
import { type Facet } from './facets';
import { hadFacet } from './had-facet';
import { type Listing, type ListedRow, receivedWithin, run, SHOWN_COLUMNS } from './listing';
import { type PastPoint, versionAt } from './moment';
import { follows } from './sort';
import { all, joinedBy, sql, type Sql } from './sql';
import { termMatches } from './term-matches';
import { visibleTo } from './visible-to';

/** Lists cases as they were at a point, from the one version of each that was good then. Access is judged now. */
export function pastList(snapshot: ReadModelSnapshot, listing: Listing, at: PastPoint): readonly ListedRow[] {
  return run(snapshot, pastListSql(snapshot, listing, at));
}

export function pastListSql(snapshot: ReadModelSnapshot, listing: Listing, at: PastPoint): Sql {
  const { criteria, viewer, order, after, limit } = listing;
  const key = `v.${order.column}`;
  const terms = termMatches(snapshot, criteria.terms, at);
  const rarest = terms.filter(({ isMany }) => !isMany).sort((a, b) => a.count - b.count)[0];
  const conditions = [
    // Whatever had been received by then: the index need not be read from its end.
    sql('v.received_at <= ?', at.occurred),
    sql(`${key} IS NOT NULL`),
    versionAt(at),
    ...receivedWithin(criteria, 'v.received_at'),
    ...(after === null ? [] : [behind(key, follows(order), after.key, after.id)]),
    ...criteria.facets.map(hadAny),
    visibleTo(viewer),
    ...terms.map(({ condition }) => condition),
  ];
  const { direction } = order;
  return joinedBy('', [
    sql(`SELECT ${key} AS key, p.id, ${SHOWN_COLUMNS} FROM `),
    rarest === undefined ? sql(`{versions} v INDEXED BY {${order.pastIndex}}`) : ofCases(rarest.cases),
    sql(' CROSS JOIN {present} p ON p.no = v.no CROSS JOIN {profiles} q ON q.profile = v.profile WHERE '),
    all(conditions),
    sql(` ORDER BY ${key} ${direction}, p.id ${direction} LIMIT ?`, limit),
  ]);
}

function ofCases({ text, values }: Sql): Sql {
  return sql(`(${text}) m CROSS JOIN {versions} v INDEXED BY {versions_case} ON v.no = m.no`, ...values);
}

function behind(key: string, follows: '<' | '>', last: string | number, id: string): Sql {
  return sql(`(${key} ${follows}= ? AND (${key} ${follows} ? OR p.id ${follows} ?))`, last, last, id);
}

function hadAny(group: readonly Facet[]): Sql {
  return joinedBy('', [sql('('), joinedBy(' OR ', group.map(hadFacet)), sql(')')]);
}
