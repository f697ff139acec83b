/** Whether one instant lies before another. ISO 8601 UTC, with milliseconds or without; what is no instant lies nowhere. */
export function isBefore(a: string, b: string): boolean {
  return Date.parse(a) < Date.parse(b);
}

/** Sorts by when something came in; what came in at the same instant stays in its order. */
export function oldestFirst(a: { readonly since: string }, b: { readonly since: string }): number {
  return Number(isBefore(b.since, a.since)) - Number(isBefore(a.since, b.since));
}
