import { type Actor, SEVERITIES } from '@redress/domain';
import { type Facet, facet, within } from '../case-list/facets';
import { sql, type Sql } from '../case-list/sql';
import { visibleTo } from '../case-list/visible-to';
import { type ClockFilter } from './clock-list-query';

/**
 * What must hold of `{clocks} c`, its case and the profile `q` of that.
 * @param s the case as it stood: `{versions} v`, or of the present `{present} p`, which is read before it
 */
export function clockCriteria(filter: ClockFilter, viewer: Actor, s: 'p' | 'v'): readonly Sql[] {
  const { metric, policy, handler, channel, severity, escalationLevel } = filter;
  const conditions: Sql[] = [visibleTo(viewer)];
  if (metric !== undefined) conditions.push(sql('c.metric = ?', metric));
  if (policy !== undefined) conditions.push(sql('c.policy = ?', policy));
  if (handler !== undefined) conditions.push(sql(`${s}.handler_id = ?`, handler));
  if (channel !== undefined) conditions.push(sql('instr(q.facets, ?) > 0', within(facet.channel(channel))));
  if (severity !== undefined) conditions.push(sql(`${s}.severity = ?`, SEVERITIES.indexOf(severity) + 1));
  if (escalationLevel !== undefined) conditions.push(sql(`${s}.escalation_level = ?`, escalationLevel));
  return conditions;
}

/** By what of the filter cases can be found. */
export function caseFacets({ handler, channel, severity, escalationLevel }: ClockFilter): readonly Facet[] {
  return [
    ...(handler === undefined ? [] : [facet.handler(handler)]),
    ...(channel === undefined ? [] : [facet.channel(channel)]),
    ...(severity === undefined ? [] : [facet.severity(severity)]),
    ...(escalationLevel === undefined ? [] : [facet.escalationLevel(escalationLevel)]),
  ];
}
