/** Whether two JSON values say the same. A member that is there but undefined is not JSON, so it never is the same. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b && a !== undefined;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const members = Object.keys(a);
  if (members.length !== Object.keys(b).length) return false;
  return members.every((name) => Object.hasOwn(b, name) && sameJson(a[name as never], b[name as never]));
}

/** For a message that shows two values side by side; what is undefined is shown as such. */
export function shown(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => (member === undefined ? '(undefined)' : member), 2);
}
