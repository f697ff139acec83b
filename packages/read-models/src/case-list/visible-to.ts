import { type Actor, hasPermission } from '@redress/domain';
import { sql, type Sql } from './sql';

/**
 * Which rows of `{present} p` an actor may know of: the rule of `maySee` in SQL; a property test holds the two together.
 * It is judged by the present, whatever instant is asked for.
 */
export function visibleTo(viewer: Actor): Sql {
  if (!hasPermission(viewer.role, 'read')) return sql('0');
  if (hasPermission(viewer.role, 'read-confidential')) return sql('1');
  const { id } = viewer;
  return sql(
    `(p.confidential = 0 OR p.handler_id = ? OR (p.handler_id IS NULL AND p.recorded_by = ?) OR p.recorded_key = ?
      OR ? IN (SELECT value FROM json_each(p.restricted_to)))`,
    id,
    id,
    viewer.via ?? id,
    id,
  );
}
