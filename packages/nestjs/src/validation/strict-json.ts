import { type Flaw, flaw, pointerTo } from './flaw';

/** A body nested deeper than this is refused. */
export const MAX_DEPTH = 32;

/** Names that reach an object's prototype when copied carelessly. No body has a field of such a name. */
const PROTOTYPE_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/**
 * A body with more values is refused before anything else of it is checked: the fullest one documented has some 500, while
 * 512 KiB of empty objects would keep the validation, and everybody else, busy for seconds.
 */
export const MAX_VALUES = 2_000;

/**
 * What no body may hold, at any place: NUL and lone surrogates, in texts and in member names; numbers that a double cannot
 * hold; prototype keys; too many levels; too many values. What passes has a canonical form, so a command can be hashed.
 */
export function strictJsonFlaws(value: unknown): readonly Flaw[] {
  const scan: Scan = { flaws: [], values: 0 };
  visit(value, '', 1, scan);
  return scan.values > MAX_VALUES ? [flaw('too-many')] : scan.flaws;
}

const TOO_LARGE = 'The number is too large: send one of at most 1.7976931348623157e308.';

interface Scan {
  readonly flaws: Flaw[];
  /** So many were seen so far. */
  values: number;
}

function visit(value: unknown, at: string, depth: number, scan: Scan): void {
  if (++scan.values > MAX_VALUES) return;
  if (typeof value === 'string') return visitText(value, at, scan.flaws);
  if (typeof value === 'number') return visitNumber(value, at, scan.flaws);
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH) {
    scan.flaws.push(flaw('too-deep', undefined, at));
    return;
  }
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length && scan.values <= MAX_VALUES; i++) {
      visit(value[i], at + pointerTo(i), depth + 1, scan);
    }
    return;
  }
  for (const key of Object.keys(value)) {
    if (scan.values > MAX_VALUES) return;
    const here = at + pointerTo(key);
    visitText(key, here, scan.flaws);
    if (PROTOTYPE_KEYS.includes(key)) scan.flaws.push(flaw('unknown-field', undefined, here));
    else visit((value as Record<string, unknown>)[key], here, depth + 1, scan);
  }
}

function visitText(text: string, at: string, flaws: Flaw[]): void {
  if (text.includes('\0')) flaws.push(flaw('nul', undefined, at));
  if (!text.isWellFormed()) flaws.push(flaw('lone-surrogate', undefined, at));
}

/** JSON.parse makes infinity of a number that is too large. */
function visitNumber(number: number, at: string, flaws: Flaw[]): void {
  if (!Number.isFinite(number)) flaws.push(flaw('out-of-range', TOO_LARGE, at));
}
