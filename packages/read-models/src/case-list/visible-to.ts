import { type Actor, actsAsItself, hasPermission } from '@redress/domain';
import { joinedBy, sql, type Sql } from './sql';

/**
 * Which rows of `{present} p` an actor may know of: the rule of `maySee` in SQL; a property test holds the two together.
 * It is judged by the present, whatever instant is asked for.
 */
export function visibleTo(viewer: Actor): Sql {
  if (!hasPermission(viewer.role, 'read')) return sql('0');
  if (hasPermission(viewer.role, 'read-confidential')) return sql('1');
  const { id } = viewer;
  const conditions = [
    sql('p.confidential = 0'),
    sql('p.handler_id = ?', id),
    sql('? IN (SELECT value FROM json_each(p.restricted_to))', id),
    sql('(p.restricted_to IS NULL AND p.handler_id IS NULL AND p.recorded_by = ?)', id),
    ...(actsAsItself(viewer) ? [recordedByKey(viewer)] : []),
  ];
  return joinedBy('', [sql('('), joinedBy(' OR ', conditions), sql(')')]);
}

function recordedByKey({ id, role }: Actor): Sql {
  const isRecorder = sql('p.recorded_key = ?', id);
  if (hasPermission(role, 'speak-for-others')) return isRecorder;
  return joinedBy('', [sql('(p.restricted_to IS NULL AND '), isRecorder, sql(')')]);
}
