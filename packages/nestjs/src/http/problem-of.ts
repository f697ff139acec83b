import { HttpException } from '@nestjs/common';
import {
  CaseNotFoundError,
  ClockNotFoundError,
  ForbiddenCommandError,
  FutureInstantError,
  IdempotencyKeyReusedError,
  InvalidQuestionError,
  NotYetRecordedError,
  PublicationNotFoundError,
  QuestionTimeoutError,
  ReadModelBehindError,
  RevisionMismatchError,
  SimulationUnderWayError,
  TooManyQuestionsError,
  TooManySimulationsError,
  TooMuchContentionError,
  UnknownReadModelError,
  UnreadableEventError,
  UnsettledError,
} from '@redress/application';
import { CatalogRuleViolation, InvalidPublication, RuleViolation } from '@redress/domain';
import {
  AppendRefusedError,
  OutcomeUnknownError,
  RecordCorruptError,
  StoreFullError,
  StoreReadOnlyError,
  StoreUnavailableError,
  StoreUnusableError,
} from '@redress/event-store';
import { InvalidCursorError } from '@redress/read-models';
import { flaw, flawCodeOf } from '../validation/flaw';
import { invalidBody, invalidQuery, Problem } from './problem';
import { type ProblemCode } from './problem-codes';

/** Seconds after which a request that met a passing trouble may be repeated. */
const SHORTLY = '1';
const LATER = '5';

type Translation = readonly [new (...args: never[]) => Error, (error: never) => Problem];

const translation = <E extends Error>(
  type: new (...args: never[]) => E,
  problem: (error: E) => Problem,
): Translation => [type, problem];

const retryAfter = (seconds: string) => ({ headers: { 'Retry-After': seconds } });

/** How the errors of the layers below are told to a caller. The first that fits wins. */
const translations: readonly Translation[] = [
  translation(Problem, (error) => error),
  translation(RuleViolation, ({ code, message }) => new Problem(code, message)),
  translation(
    CaseNotFoundError,
    () => new Problem('not-found', 'There is no such case, or none that you may know of.'),
  ),
  translation(ClockNotFoundError, ({ message }) => new Problem('not-found', message)),
  translation(CatalogRuleViolation, ({ code, message }) => new Problem(code, message)),
  translation(InvalidPublication, ({ problems }) =>
    invalidBody(problems.map(({ pointer, code, message }) => ({ at: pointer, code: flawCodeOf(code), message }))),
  ),
  translation(InvalidQuestionError, ({ problems }) =>
    invalidBody(problems.map(({ pointer, code, message }) => ({ at: pointer, code: flawCodeOf(code), message }))),
  ),
  translation(
    TooManySimulationsError,
    ({ message }) => new Problem('too-many-simulations', message, retryAfter(LATER)),
  ),
  translation(
    SimulationUnderWayError,
    ({ message }) => new Problem('simulation-under-way', message, retryAfter(LATER)),
  ),
  translation(
    TooManyQuestionsError,
    ({ message, whose }) => new Problem(whose === 'key' ? 'too-many-at-once' : 'busy', message, retryAfter(LATER)),
  ),
  translation(QuestionTimeoutError, ({ message }) => new Problem('question-timeout', message, retryAfter(LATER))),
  translation(PublicationNotFoundError, ({ message }) => new Problem('not-found', message)),
  translation(NotYetRecordedError, ({ message }) => new Problem('not-yet-recorded', message)),
  translation(ForbiddenCommandError, ({ message }) => new Problem('forbidden', message)),
  translation(IdempotencyKeyReusedError, ({ message }) => new Problem('idempotency-key-reused', message)),
  translation(RevisionMismatchError, ({ message }) => new Problem('revision-mismatch', message)),
  translation(
    FutureInstantError,
    ({ parameter, message }) =>
      new Problem('invalid-request', message, { errors: [{ parameter, code: 'in-future', message }] }),
  ),
  translation(UnsettledError, ({ message }) => new Problem('outcome-unknown', message, retryAfter(SHORTLY))),
  translation(
    TooMuchContentionError,
    ({ message }) => new Problem('too-much-contention', message, retryAfter(SHORTLY)),
  ),
  translation(ReadModelBehindError, ({ message }) => new Problem('read-model-behind', message, retryAfter(SHORTLY))),
  translation(UnknownReadModelError, ({ message }) => new Problem('not-found', message)),
  translation(InvalidCursorError, () => invalidQuery([flaw('bad-cursor', undefined, '/cursor')])),
  translation(AppendRefusedError, () => new Problem('body-too-large', 'What would be recorded is too large.')),
  translation(RecordCorruptError, ({ message, stream, revision }) => {
    const advice = 'run `redress verify` and restore the log from a backup';
    return new Problem('record-damaged', `${message}: ${advice}.`, { stream, revision });
  }),
  translation(
    UnreadableEventError,
    ({ message, stream, revision }) =>
      new Problem('event-not-readable', message, { stream, revision, ...retryAfter(LATER) }),
  ),
  translation(StoreFullError, () => new Problem('store-full', undefined, retryAfter(LATER))),
  translation(StoreReadOnlyError, () => new Problem('store-read-only', undefined, retryAfter(LATER))),
  translation(StoreUnavailableError, () => new Problem('store-unavailable', undefined, retryAfter(LATER))),
  translation(StoreUnusableError, () => new Problem('store-unavailable', undefined, retryAfter(LATER))),
  translation(OutcomeUnknownError, () => new Problem('outcome-unknown', undefined, retryAfter(SHORTLY))),
  translation(HttpException, (error) => new Problem(codeOfStatus(error.getStatus()))),
];

/** The problem to answer with; null when nobody foresaw the error. */
export function problemOf(error: unknown): Problem | null {
  const found = translations.find(([type]) => error instanceof type);
  return found === undefined ? null : found[1](error as never);
}

/** What Nest itself, or a guard of the host, refuses. */
function codeOfStatus(status: number): ProblemCode {
  const codes: Readonly<Record<number, ProblemCode>> = {
    // Nest's answer to a path that is not percent-encoded UTF-8, which no route has.
    400: 'no-such-route',
    401: 'unauthorized',
    403: 'forbidden',
    404: 'no-such-route',
    413: 'body-too-large',
    429: 'rate-limited',
    503: 'store-unavailable',
  };
  return codes[status] ?? 'internal-error';
}
