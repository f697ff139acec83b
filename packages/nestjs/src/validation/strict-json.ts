import { type Flaw, flaw, pointerTo } from './flaw';

/** A body nested deeper than this is refused. */
export const MAX_DEPTH = 32;

/** Names that reach an object's prototype when copied carelessly. No body has a field of such a name. */
const PROTOTYPE_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/** What no body may hold, wherever it stands: NUL, lone surrogates, prototype keys, too many levels. */
export function strictJsonFlaws(value: unknown): readonly Flaw[] {
  const flaws: Flaw[] = [];
  visit(value, '', 1, flaws);
  return flaws;
}

function visit(value: unknown, at: string, depth: number, flaws: Flaw[]): void {
  if (typeof value === 'string') return visitText(value, at, flaws);
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH) {
    flaws.push(flaw('too-deep', undefined, at));
    return;
  }
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) visit(value[i], at + pointerTo(i), depth + 1, flaws);
    return;
  }
  for (const key of Object.keys(value)) {
    const here = at + pointerTo(key);
    if (PROTOTYPE_KEYS.includes(key)) flaws.push(flaw('unknown-field', undefined, here));
    else visit((value as Record<string, unknown>)[key], here, depth + 1, flaws);
  }
}

function visitText(text: string, at: string, flaws: Flaw[]): void {
  if (text.includes('\0')) flaws.push(flaw('nul', undefined, at));
  if (!text.isWellFormed()) flaws.push(flaw('lone-surrogate', undefined, at));
}
