import { type CommandType } from '@redress/domain';
import { type FieldError, type Flaw } from '../validation/flaw';
import { type ProblemCode, problemCodes } from './problem-codes';

/** RFC 9457, with `code`, and what a program needs to go on. */
export interface ProblemDocument {
  /** `urn:redress:problem:<code>`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  /** Names this one occurrence, where the service's log tells more of it. */
  readonly instance?: string;
  /** At most {@link MAX_ERRORS}. */
  readonly errors?: readonly FieldError[];
  /** So many more things are wrong than `errors` lists; left out for none. */
  readonly moreErrors?: number;
  /** Of an event that cannot be trusted or read: the stream that it stands in. */
  readonly stream?: string;
  /** Of such an event: its place in the stream, from 0. */
  readonly revision?: number;
  /** Of a refusal by a rule of cases: what the caller can do with the case now. */
  readonly possibleCommands?: readonly CommandType[];
}

export interface ProblemExtras extends Pick<
  ProblemDocument,
  'instance' | 'errors' | 'moreErrors' | 'possibleCommands' | 'stream' | 'revision'
> {
  readonly headers?: Readonly<Record<string, string>>;
}

/** Nobody reads more, and a body can have tens of thousands of things wrong with it. */
export const MAX_ERRORS = 100;

/** A request that is answered by a problem document. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    detail: string = problemCodes[code].sentence,
    readonly extras: ProblemExtras = {},
  ) {
    super(detail);
    this.name = 'Problem';
  }

  document(): ProblemDocument {
    const { status, sentence } = problemCodes[this.code];
    const { headers: _headers, ...members } = this.extras;
    const type = `urn:redress:problem:${this.code}`;
    return { type, title: sentence, status, detail: this.message, code: this.code, ...members };
  }
}

/** Flaws of a body, with pointers into it. */
export function invalidBody(flaws: readonly Flaw[]): Problem {
  return invalid(flaws.map(({ at, code, message }) => ({ pointer: at, code, message })));
}

/** Flaws of a query or path, whose pointers begin with the parameter's name. */
export function invalidQuery(flaws: readonly Flaw[]): Problem {
  return invalid(flaws.map(({ at, code, message }) => ({ parameter: parameterAt(at), code, message })));
}

export function invalidHeader(header: string, message: string, code: FieldError['code'] = 'bad-format'): Problem {
  return new Problem('invalid-header', `${header}: ${message}`, { errors: [{ header, code, message }] });
}

function invalid(errors: readonly FieldError[]): Problem {
  const [first] = errors;
  const where = first?.pointer ?? first?.parameter ?? '';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const detail = `${where === '' ? '' : `${where}: `}${first?.message ?? ''}${more}`;
  const left = errors.length - MAX_ERRORS;
  return new Problem('invalid-request', detail, {
    errors: errors.slice(0, MAX_ERRORS),
    ...(left > 0 ? { moreErrors: left } : {}),
  });
}

function parameterAt(at: string): string {
  return (at.split('/')[1] ?? '').replaceAll('~1', '/').replaceAll('~0', '~');
}
