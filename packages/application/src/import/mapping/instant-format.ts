/** Clock time as a stamp shows it, and the offset it brings along. */
export interface Stamp {
  /** As if it were UTC, in milliseconds since the epoch. */
  readonly wallMs: number;
  readonly hasTime: boolean;
  /** Of clock time ahead of UTC, in milliseconds; null when the stamp does not say. */
  readonly offsetMs: number | null;
}

/** How stamps are written: ISO 8601, or a pattern of the tokens below. */
export interface InstantFormat {
  readonly text: string;
  readonly hasTime: boolean;
  readonly expression: RegExp;
}

/** What each token stands for, longest first where one begins another. */
const TOKENS: readonly (readonly [string, string])[] = [
  ['YYYY', '(?<year>\\d{4})'],
  ['MM', '(?<month>\\d{2})'],
  ['M', '(?<month>\\d{1,2})'],
  ['DD', '(?<day>\\d{2})'],
  ['D', '(?<day>\\d{1,2})'],
  ['HH', '(?<hour>\\d{2})'],
  ['H', '(?<hour>\\d{1,2})'],
  ['hh', '(?<hour>\\d{2})'],
  ['h', '(?<hour>\\d{1,2})'],
  ['mm', '(?<minute>\\d{2})'],
  ['ss', '(?<second>\\d{2})'],
  ['SSS', '(?<fraction>\\d{3})'],
  ['A', '(?<half>[AaPp])[Mm]'],
];

export const INSTANT_TOKENS: readonly string[] = TOKENS.map(([token]) => token);

const ISO: InstantFormat = {
  text: 'iso',
  hasTime: true,
  expression:
    /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[T ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?(?<offset>Z|[+-](?:0\d|1[0-8])(?::?[0-5]\d)?)?)?$/,
};

/** @throws {Error} saying what is wrong with the format */
export function instantFormat(text: string): InstantFormat {
  if (text === 'iso') return ISO;
  const used = new Set<string>();
  let source = '';
  for (let at = 0; at < text.length;) {
    const [token, expression] = TOKENS.find(([name]) => text.startsWith(name, at)) ?? [];
    const next = token ?? text.charAt(at);
    if (expression === undefined && /[A-Za-z]/.test(next)) {
      throw new Error(`"${next}" is no token; give iso, or a pattern of ${INSTANT_TOKENS.join(' ')}`);
    }
    const part = expression ?? next.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    const name = /\?<(\w+)>/.exec(part)?.[1];
    if (name !== undefined && used.has(name)) throw new Error(`it says the ${name} twice`);
    if (name !== undefined) used.add(name);
    source += part;
    at += next.length;
  }
  for (const name of ['year', 'month', 'day']) if (!used.has(name)) throw new Error(`it does not say the ${name}`);
  if (/h/.test(text) !== used.has('half')) throw new Error('hours from 1 to 12 (h, hh) and A belong together');
  return { text, hasTime: used.has('hour'), expression: new RegExp(`^${source}$`) };
}

/** Null when the text is not written so, or names a day or time that there is not. */
export function readStamp(text: string, { expression }: InstantFormat): Stamp | null {
  const groups = expression.exec(text.trim())?.groups;
  if (groups === undefined) return null;
  const { year, month, day, hour, minute, second, fraction, half, offset } = groups;
  const hours = hour === undefined ? 0 : hourOf(Number(hour), half);
  if (hours === null || hours > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return null;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // A year below 100 is another to Date.UTC, and the 31st of April is the 1st of May: neither is what the text says.
  const date = new Date(midnight);
  if (date.getUTCFullYear() !== Number(year) || date.getUTCMonth() !== Number(month) - 1) return null;
  if (date.getUTCDate() !== Number(day)) return null;
  const milliseconds = Number((fraction ?? '').padEnd(3, '0').slice(0, 3));
  const wallMs = midnight + ((hours * 60 + Number(minute ?? 0)) * 60 + Number(second ?? 0)) * 1000 + milliseconds;
  return { wallMs, hasTime: hour !== undefined, offsetMs: offset === undefined ? null : offsetOf(offset) };
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function offsetOf(text: string): number {
  if (text === 'Z') return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(3).replace(':', '') || '0')];
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
