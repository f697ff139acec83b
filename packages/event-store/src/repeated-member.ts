import { pointerTo } from './json-pointer';

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;

/** An object or list that the scan stands in. */
interface Level {
  /** Of the members so far; null in a list. */
  readonly names: Set<string> | null;
  /** Where in it the scan stands. */
  at: string | number;
}

/**
 * The first member that stands twice in an object, as a JSON pointer; null when none does. JSON.parse takes the last of
 * them, other readers the first: what was sent would mean two things.
 * @param text what JSON.parse takes
 * @param maxDepth what is nested deeper is not looked at; default everything is
 */
export function repeatedMember(text: string, maxDepth = Infinity): string | null {
  const levels: Level[] = [];
  let isName = false;
  for (let i = 0; i < text.length; i++) {
    const level = levels.at(-1);
    switch (text.charCodeAt(i)) {
      case QUOTE: {
        const end = endOfText(text, i);
        if (isName && level !== undefined && level.names !== null) {
          const name = nameOf(text, i, end);
          level.at = name;
          if (level.names.has(name)) return levels.map(({ at }) => pointerTo(at)).join('');
          level.names.add(name);
          isName = false;
        }
        i = end;
        break;
      }
      case 0x7b: // {
      case 0x5b: // [
        if (levels.length > maxDepth) return null;
        isName = text.charCodeAt(i) === 0x7b;
        levels.push(isName ? { names: new Set(), at: '' } : { names: null, at: 0 });
        break;
      case 0x7d: // }
      case 0x5d: // ]
        levels.pop();
        isName = false;
        break;
      case COMMA:
        if (typeof level?.at === 'number') level.at += 1;
        else isName = true;
    }
  }
  return null;
}

/** The place of the quotation mark that ends the text begun at `start`. */
function endOfText(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === BACKSLASH) before -= 1;
  return (at - before) % 2 === 0;
}

/** A name may be written with escapes or without: it is the same name. */
function nameOf(text: string, start: number, end: number): string {
  const written = text.slice(start + 1, end);
  return written.includes('\\') ? (JSON.parse(text.slice(start, end + 1)) as string) : written;
}
