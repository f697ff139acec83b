import { OBLIGATIONS, type Obligation } from '@redress/domain';
import { type Facet, within } from './facets';
import { sql, type Sql } from './sql';

/** Whether a version was found by a facet, as `{versions} v` with its profile `q` tells. */
export function hadFacet(facet: Facet): Sql {
  const colon = facet.indexOf(':');
  const value = facet.slice(colon + 1);
  switch (facet.slice(0, colon)) {
    case 'status':
      return sql('v.status = ?', value);
    case 'handler':
      return sql('v.handler_id = ?', value);
    case 'level':
      return sql('v.escalation_level = ?', Number(value));
    case 'owes':
      return sql('v.owes & ? <> 0', 1 << OBLIGATIONS.indexOf(value as Obligation));
    default:
      return sql('instr(q.facets, ?) > 0', within(facet));
  }
}
