/*
 * Imported before anything else: what comes after it cannot even be loaded by a Node that is too old, and a stack trace
 * tells nobody which one is needed.
 */

/** `engines.node` in package.json says the same. */
const NEEDED = [22, 13] as const;

/** The line for a Node that is too old; null for one that will do. */
export function nodeTooOldLine(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return null;
  return `Redress needs Node ${NEEDED.join('.')} or newer and this is ${version}: use npm start, which brings its own, or install a newer Node`;
}

const line = nodeTooOldLine(process.versions.node);
if (line !== null) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
