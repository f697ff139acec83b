import { parseArgs } from 'node:util';
import { UsageError } from '../cli-command';
import { isDate } from './dates';
import { type HolidayRange } from './holidays-from';

export const HOLIDAYS_USAGE = `Usage: redress holidays FILE.ics [--from YEAR] [--to YEAR]

Prints the holidays of an iCalendar file as the JSON that a calendar has under "holidays": every event on whole days, day
by day, with its repetitions; cancelled ones left out, two on one date joined.

  --from YEAR      the first year, or date (YYYY-MM-DD); default the first event
  --to YEAR        the last year, or date; needed where something recurs for ever
  --help

Exit code: 0 printed, 1 the file cannot be read, 2 usage.
`;

export interface HolidaysOptions {
  readonly file: string;
  readonly range: HolidayRange;
}

/** @throws {UsageError} */
export function holidaysOptions(args: readonly string[]): HolidaysOptions {
  const { values, positionals } = parsed(args);
  const [file, ...others] = positionals;
  if (file === undefined) throw new UsageError('Which file? Give its path.');
  if (others.length > 0) throw new UsageError(`One file at a time: ${positionals.join(', ')}`);
  const from = values.from === undefined ? undefined : dateOf('--from', values.from, '-01-01');
  const to = values.to === undefined ? undefined : dateOf('--to', values.to, '-12-31');
  if (from !== undefined && to !== undefined && from > to) throw new UsageError(`--to ${to} is before --from ${from}.`);
  return { file, range: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) } };
}

function dateOf(option: string, text: string, ofYear: string): string {
  const date = /^\d{4}$/.test(text) ? text + ofYear : text;
  if (!isDate(date))
    throw new UsageError(`${option} is ${text}: give a year such as 2027, or a date such as 2027-01-31.`);
  return date;
}

function parsed(args: readonly string[]) {
  try {
    const options = { from: { type: 'string' }, to: { type: 'string' } } as const;
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
