/** RFC 6901: `~` and `/` inside a name are escaped. Half of a surrogate pair becomes U+FFFD: an answer is well-formed. */
export function pointerTo(name: string | number): string {
  return `/${String(name).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
