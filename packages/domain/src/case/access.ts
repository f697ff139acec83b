import { type Actor } from '../actor';
import { hasPermission } from '../roles';
import { type Case } from './state';

/**
 * Whether the actor may know of the case. A confidential one is seen by its handler, by roles that see all, by whom it
 * was restricted to, by who recorded it until a handler is named, and always by the key that recorded it. That key sees
 * it as itself: whom it speaks for, it has to name, and they are judged as the people they are.
 */
export function maySee(
  state: Pick<Case, 'confidential' | 'handler' | 'restrictedTo' | 'recordedBy'>,
  actor: Actor,
): boolean {
  if (!hasPermission(actor.role, 'read')) return false;
  if (!state.confidential || hasPermission(actor.role, 'read-confidential')) return true;
  if (state.handler?.id === actor.id || state.restrictedTo.includes(actor.id)) return true;
  if (state.handler === null && state.recordedBy.id === actor.id) return true;
  return actsAsItself(actor) && actor.id === keyOf(state.recordedBy);
}

/** A key that speaks for nobody else: a person's own, or that of a CRM which names no person. */
export function actsAsItself(actor: Actor): boolean {
  return keyOf(actor) === actor.id;
}

/** Whose key it is that spoke: of nobody else, when an actor speaks for itself. */
function keyOf({ id, via }: { readonly id: string; readonly via?: string | null }): string {
  return via ?? id;
}
