import { type CliCommand, type ExitCode, type Io } from '../cli-command';
import { FileError } from '../import/file-error';
import { utf8Bytes } from '../import/source/bytes';
import { holidaysFrom } from './holidays-from';
import { HOLIDAYS_USAGE, type HolidaysOptions, holidaysOptions } from './holidays-options';
import { ICalendarError } from './icalendar-error';

export const holidaysCommand: CliCommand = {
  summary: 'print the holidays of an iCalendar file as JSON',
  usage: HOLIDAYS_USAGE,
  run: (args, io) => printHolidays(holidaysOptions(args), io),
};

async function printHolidays({ file, range }: HolidaysOptions, io: Io): Promise<ExitCode> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of utf8Bytes(file)) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    const holidays = holidaysFrom(text, range);
    if (holidays.length === 0) io.stderr.write(`${file}: no event on whole days lies in that time.\n`);
    io.stdout.write(`[${holidays.map((it) => `\n  ${JSON.stringify(it)}`).join(',')}\n]\n`);
    return 0;
  } catch (error) {
    if (error instanceof ICalendarError) io.stderr.write(`${file}: ${error.message}\n`);
    else if (error instanceof FileError) io.stderr.write(`${error.message}\n`);
    else throw error;
    return 1;
  }
}
