import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A row of the incident log, read with nothing of the importer's. */
export interface VolvoRow {
  readonly line: number;
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly kept: Readonly<Record<string, string>>;
}

/** No field of the file is quoted, so commas and line ends are all there is to it. */
export function volvoRows(file: string): readonly VolvoRow[] {
  const [header = '', ...lines] = gunzipSync(readFileSync(file)).toString('utf8').slice(1).split(/\r?\n/);
  const names = header.split(',');
  const column = (fields: readonly string[], name: string): string => fields[names.indexOf(name)] ?? '';
  const rows: VolvoRow[] = [];
  for (const [index, text] of lines.entries()) {
    if (text === '') continue;
    const fields = text.split(',');
    const kept = {
      Status: column(fields, 'Status'),
      'Sub Status': column(fields, 'Sub Status'),
      'ST Level': column(fields, 'ST Level'),
      'Owner Country': column(fields, 'Owner Country'),
    };
    const at = stockholm(column(fields, 'Change Date+Time').slice(0, 19));
    rows.push({ line: index + 2, key: column(fields, 'SR Number'), at, kept });
  }
  return rows;
}

/**
 * Clock time of Stockholm as an instant: UTC+2 from the last Sunday of March, 02:00, to the last Sunday of October,
 * 03:00 (Directive 2000/84/EC), else UTC+1. No row lies in an hour that clocks skip or show twice.
 */
function stockholm(wall: string): number {
  const year = Number(wall.slice(0, 4));
  const isSummer = wall >= `${lastSunday(year, 3)}T02:00:00` && wall < `${lastSunday(year, 10)}T03:00:00`;
  return Date.parse(`${wall}${isSummer ? '+02:00' : '+01:00'}`);
}

function lastSunday(year: number, month: number): string {
  const last = new Date(Date.UTC(year, month, 0));
  last.setUTCDate(last.getUTCDate() - last.getUTCDay());
  return last.toISOString().slice(0, 10);
}

const LEVELS: Readonly<Record<string, number>> = { L1: 1, L2: 2, 'L2/L3': 2, L3: 3 };

/** What rows of one case say of it, without any rule: whether it has ended, who waits, and its level while it was open. */
export interface Meaning {
  readonly hasEnded: boolean;
  readonly level: number;
  readonly waiting: boolean;
}

export function meaningOf(rows: readonly VolvoRow[]): Meaning | null {
  let meaning: Meaning | null = null;
  for (const { kept } of rows) {
    const before: Meaning = meaning ?? { hasEnded: false, level: 1, waiting: false };
    const { Status, 'Sub Status': subStatus = '', 'ST Level': level = '' } = kept;
    const goesOn = Status === 'Accepted' || Status === 'Queued';
    meaning = {
      hasEnded: Status === 'Completed' || (before.hasEnded && !goesOn),
      level: before.hasEnded && !goesOn ? before.level : (LEVELS[level] ?? 0),
      waiting: goesOn && subStatus.startsWith('Wait'),
    };
  }
  return meaning;
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
