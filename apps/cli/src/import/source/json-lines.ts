import { repeatedMember } from '@redress/event-store';
import { FileError } from '../file-error';
import { LONGEST_RECORD } from './limits';

export interface TextLine {
  /** 1 is the first line of the file. */
  readonly line: number;
  readonly text: string;
}

/** Lines that are not blank, however they end: LF, CRLF or CR. @throws {FileError} one is too long */
export async function* textLines(file: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<TextLine> {
  let line = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (const [end, next] of lineEnds(buffer)) {
      line += 1;
      const text = buffer.toString('utf8', start, end).trim();
      if (text !== '') yield { line, text };
      start = next;
    }
    rest = buffer.subarray(start);
    if (rest.length > LONGEST_RECORD) {
      throw new FileError(file, `is longer than ${LONGEST_RECORD} bytes; are the objects one to a line?`, line + 1);
    }
  }
  const text = rest.toString('utf8').trim();
  if (text !== '') yield { line: line + 1, text };
}

const LF = 10;
const CR = 13;

/** Where lines end, and where the next ones begin. Of a CR at the very end it is not known yet what follows it. */
function* lineEnds(buffer: Buffer): Generator<readonly [number, number]> {
  let [lf, cr] = [buffer.indexOf(LF), buffer.indexOf(CR)];
  for (;;) {
    const isReturn = cr !== -1 && cr < buffer.length - 1 && (lf === -1 || cr < lf);
    const end = isReturn ? cr : lf;
    if (end === -1) return;
    const next = end + (isReturn && lf === cr + 1 ? 2 : 1);
    yield [end, next];
    if (lf !== -1 && lf < next) lf = buffer.indexOf(LF, next);
    if (cr !== -1 && cr < next) cr = buffer.indexOf(CR, next);
  }
}

type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;

/**
 * A JSON object as columns: `{"by": {"name": "Ann"}}` has the column `by.name`. Values are as the source wrote them,
 * numbers to the last digit; null is blank, and a list is one value, its JSON text.
 * @returns null when the text is no JSON object, or says one member or one column twice
 */
export function columnsOf(text: string): Record<string, string> | null {
  const asWritten: Reviver = (_key, value, { source }) =>
    typeof value === 'number' ? new Digits(source ?? '') : value;
  try {
    const value: unknown = JSON.parse(text, asWritten as (key: string, value: unknown) => unknown);
    if (!isObject(value) || repeatedMember(text) !== null) return null;
    const entries = flattened(value, '');
    return new Set(entries.map(([name]) => name)).size === entries.length ? Object.fromEntries(entries) : null;
  } catch {
    return null;
  }
}

/** A number that no arithmetic has touched. */
class Digits {
  constructor(readonly text: string) {}

  toJSON(): unknown {
    return Number(this.text);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Digits);
}

function flattened(object: Record<string, unknown>, prefix: string): [string, string][] {
  return Object.entries(object).flatMap(([key, value]): [string, string][] => {
    if (isObject(value)) return flattened(value, `${prefix}${key}.`);
    return [[prefix + key, cellText(value)]];
  });
}

function cellText(value: unknown): string {
  if (value === null) return '';
  if (value instanceof Digits) return value.text;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
