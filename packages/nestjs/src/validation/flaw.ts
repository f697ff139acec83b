import { fieldProblems, policyProblems, type PolicyProblemCode } from '@redress/domain';

export { pointerTo } from '@redress/event-store';

const { 'missing-field': _required, ...ofPublications } = { ...fieldProblems, ...policyProblems };

/** What can be wrong with one value of a request, as `errors[].code` says it, and in words. */
export const flawCodes = {
  // Of policies and calendars; where a code is of every request too, the sentence below is the one for it.
  ...ofPublications,
  required: 'The value is missing.',
  'unknown-field': 'There is no such field: leave it out.',
  'unknown-parameter': 'There is no such query parameter: leave it out.',
  repeated: 'The value is given more than once: give it once.',
  'wrong-type': 'The value is of another JSON type than documented.',
  blank: 'The text is empty or only white space.',
  'too-long': 'The text or list is longer than allowed.',
  nul: 'The text or the name holds a NUL character, which cannot be kept.',
  'lone-surrogate': 'The text or the name holds half of a surrogate pair, which UTF-8 cannot carry.',
  'too-deep': 'The body is nested deeper than 32 levels.',
  'too-many': 'The body holds more than 2,000 values: no request needs so many.',
  'not-one-of': 'The value is none of those documented.',
  'out-of-range': 'The number lies outside the documented range.',
  'bad-format': 'The text does not have the documented form.',
  'no-zone': 'The instant has no zone: end it with Z or an offset such as +02:00.',
  'no-such-instant': 'There is no such date or time of day.',
  'too-early': 'The instant lies before 1900-01-01T00:00:00Z: nothing on record happened before.',
  'in-future': 'The instant lies in the future.',
  'not-here': 'The field does not belong beside the others given.',
  'no-such-thing': 'The value names something that is not there.',
  'same-case': 'The value names the case itself: name another one.',
  'bad-cursor': 'The cursor does not come from this list, asked with the same filters.',
} as const satisfies Record<string, string>;

export type FlawCode = keyof typeof flawCodes;

/** What is missing is missing alike, wherever it is. */
export function flawCodeOf(code: PolicyProblemCode | FlawCode): FlawCode {
  return code === 'missing-field' ? 'required' : code;
}

/** One thing wrong with a value; `at` is a JSON pointer from that value on, `''` for the value itself. */
export interface Flaw {
  readonly at: string;
  readonly code: FlawCode;
  readonly message: string;
}

export function flaw(code: FlawCode, message: string = flawCodes[code], at = ''): Flaw {
  return { at, code, message };
}

/** One member of `errors`: exactly one of the three places is named. */
export interface FieldError {
  /** RFC 6901, into the body. */
  readonly pointer?: string;
  /** The name of a query or path parameter. */
  readonly parameter?: string;
  /** The name of a request header. */
  readonly header?: string;
  readonly code: FlawCode;
  readonly message: string;
}
