/** What can be wrong with a calendar or a duration: a stable code, and in a sentence what belongs there. */
export const fieldProblems = {
  'wrong-type': 'This is not of the kind that belongs here.',
  'missing-field': 'This field is required.',
  'unknown-field': 'There is no such field: correct its name or take it away.',
  'wrong-text': 'A text says something, in at most 200 characters, with no NUL and no half of a character.',
  'unknown-zone':
    'No time zone has this name: take one of the IANA database, such as Europe/Stockholm; an offset is none.',
  'wrong-time': 'A time of day is written HH:MM, from 00:00 to 23:59; the end of an interval may be 24:00.',
  'wrong-interval': 'An interval is a pair, when it opens and when it closes: ["09:00", "17:30"].',
  'empty-interval':
    'The interval ends when it begins, so nothing is open: the whole day is ["00:00", "24:00"]; to close, name no interval.',
  'overlapping-intervals': 'The interval begins before another one has ended: no time is counted twice.',
  'wrong-date': 'There is no such date: write YYYY-MM-DD.',
  'holiday-twice': 'This date is a holiday already.',
  'exception-twice': 'This date has an exception already: give all its intervals in one.',
  'never-opens':
    'No weekday has an interval, so after its last exception the calendar would never open: give at least one.',
  'unknown-value': 'This is none of the possible values.',
  'not-whole': 'A duration is a whole number of its unit: take a smaller unit.',
  'not-positive': 'A duration is more than zero.',
  'too-long': 'Nobody waits so long for an answer: has the unit been mistaken?',
  'not-two': 'The later or earlier is taken of exactly two durations.',
  'too-deep': 'Durations are nested too deeply.',
} as const satisfies Record<string, string>;

export type FieldProblemCode = keyof typeof fieldProblems;

/** Something wrong with one field. */
export interface FieldProblem {
  /** JSON pointer (RFC 6901) to it. */
  readonly pointer: string;
  readonly code: FieldProblemCode;
  readonly message: string;
}

export function problem(pointer: string, code: FieldProblemCode, detail?: string): FieldProblem {
  return { pointer, code, message: detail === undefined ? fieldProblems[code] : `${fieldProblems[code]} (${detail})` };
}

/** A calendar that was not validated is to be prepared. */
export class InvalidCalendar extends Error {
  constructor(readonly problems: readonly FieldProblem[]) {
    super(problems.map(({ pointer, message }) => `${pointer}: ${message}`).join(' '));
    this.name = 'InvalidCalendar';
  }
}
