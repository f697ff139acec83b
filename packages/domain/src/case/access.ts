import { type Actor } from '../actor';
import { hasPermission } from '../roles';
import { type Case } from './state';

/**
 * Whether the actor may know of the case. A confidential one is seen
 * - by its handler, by roles that see all, and by whom it was restricted to;
 * - until access is restricted by a command: by who recorded it as long as there is no handler, and by the key that did;
 * - always by the key that recorded it, when it speaks for people and acts as itself: the system behind it knows the case.
 *
 * A key sees as itself: whom it speaks for it has to name, and they are judged as the people they are.
 */
export function maySee(
  state: Pick<Case, 'confidential' | 'handler' | 'restrictedTo' | 'recordedBy'>,
  actor: Actor,
): boolean {
  if (!hasPermission(actor.role, 'read')) return false;
  if (!state.confidential || hasPermission(actor.role, 'read-confidential')) return true;
  const { handler, restrictedTo, recordedBy } = state;
  if (handler?.id === actor.id || restrictedTo?.includes(actor.id) === true) return true;
  const isItsKey = actsAsItself(actor) && actor.id === keyOf(recordedBy);
  if (isItsKey && hasPermission(actor.role, 'speak-for-others')) return true;
  // The complaint may be about the very person who took it down: whom a restriction leaves out, it leaves out.
  return restrictedTo === null && (isItsKey || (handler === null && recordedBy.id === actor.id));
}

/** A key that speaks for nobody else: a person's own, or that of a CRM which names no person. */
export function actsAsItself(actor: Actor): boolean {
  return keyOf(actor) === actor.id;
}

/** Whose key it is that spoke: of nobody else, when an actor speaks for itself. */
function keyOf({ id, via }: { readonly id: string; readonly via?: string | null }): string {
  return via ?? id;
}
