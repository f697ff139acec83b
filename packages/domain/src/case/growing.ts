/** The arrays that the fold under way has made itself: nobody else has seen them yet. */
let own: WeakSet<object> | null = null;

/**
 * Folds one event after the other. The lists of the states in between are seen by nobody, so each is copied once and then
 * added to in place: n events take n steps and not n². Synchronous; a fold within a fold is part of it.
 */
export function folding<T>(fold: () => T): T {
  if (own !== null) return fold();
  own = new WeakSet();
  try {
    return fold();
  } finally {
    own = null;
  }
}

/** The list with one more item. */
export function grown<T>(list: readonly T[], item: T): readonly T[] {
  const added = ownCopy(list);
  added.push(item);
  return added;
}

/** The list with another item in a place. */
export function changedAt<T>(list: readonly T[], index: number, item: T): readonly T[] {
  const changed = ownCopy(list);
  changed[index] = item;
  return changed;
}

function ownCopy<T>(list: readonly T[]): T[] {
  if (own?.has(list) === true) return list as T[];
  const copy = [...list];
  own?.add(copy);
  return copy;
}
