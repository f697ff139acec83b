import { readFileSync } from 'node:fs';
import { type CliCommand, type ExitCode, type Io } from '../cli-command';
import { cannotRead } from '../import/file-error';
import { holidaysFrom } from './holidays-from';
import { HOLIDAYS_USAGE, type HolidaysOptions, holidaysOptions } from './holidays-options';
import { ICalendarError } from './icalendar-error';

export const holidaysCommand: CliCommand = {
  summary: 'print the holidays of an iCalendar file as JSON',
  usage: HOLIDAYS_USAGE,
  run: async (args, io) => printHolidays(holidaysOptions(args), io),
};

function printHolidays({ file, range }: HolidaysOptions, io: Io): ExitCode {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    io.stderr.write(`${cannotRead(file, error).message}\n`);
    return 1;
  }
  try {
    const holidays = holidaysFrom(text, range);
    if (holidays.length === 0) io.stderr.write(`${file}: no event on whole days lies in that time.\n`);
    io.stdout.write(`[${holidays.map((it) => `\n  ${JSON.stringify(it)}`).join(',')}\n]\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof ICalendarError)) throw error;
    io.stderr.write(`${file}: ${error.message}\n`);
    return 1;
  }
}
