import { randomUUID } from 'node:crypto';
import { UnreadableEventError } from '@redress/application';
import { RecordCorruptError } from '@redress/event-store';
import { defaultLogger, type RedressLogger } from '../redress-logger';
import { Problem } from './problem';
import { problemOf } from './problem-of';
import { isTold } from './told-events';

/** An event on record that cannot be trusted or read. */
export type BadEvent = RecordCorruptError | UnreadableEventError;

/** Whether a caller may be told in which stream it stands. */
export type MayName = (event: BadEvent) => boolean;

/** What a caller is told of an error. What nobody foresaw is logged under the id that the caller is told. */
export function toldProblem(error: unknown, mayName: MayName, logger: RedressLogger = defaultLogger): Problem {
  if (error instanceof RecordCorruptError || error instanceof UnreadableEventError) {
    return toldOfEvent(error, mayName(error), logger);
  }
  const problem = problemOf(error);
  if (problem !== null) return problem;
  const id = randomUUID();
  logger.error('A request failed unforeseen', { id, ...withoutPersonalData(error) });
  return new Problem('internal-error', undefined, { instance: `urn:uuid:${id}` });
}

/** Logged once in a while, however many ask; and under an id, where the caller may be told no more than that. */
function toldOfEvent(error: BadEvent, mayName: boolean, logger: RedressLogger): Problem {
  const { code, stream, revision } = error;
  const problem = problemOf(error) as Problem;
  const id = mayName ? {} : { id: randomUUID() };
  if (!mayName || !isTold(logger, error)) {
    const reason = error instanceof RecordCorruptError ? { reason: error.reason } : {};
    logger.error(sentenceOf(error), { ...id, stream, revision, code, ...reason });
  }
  if (mayName) return problem;
  const { headers = {} } = problem.extras;
  return new Problem(problem.code, undefined, { instance: `urn:uuid:${id.id}`, headers });
}

function sentenceOf(error: BadEvent): string {
  return error instanceof RecordCorruptError
    ? 'An event on record cannot be trusted: run `redress verify` and restore the log from a backup'
    : 'An event on record is not known to this version of Redress: update it';
}

/** Messages of errors may quote what somebody wrote; names, codes and places in the program do not. */
function withoutPersonalData(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = 'code' in error ? { code: String(error.code) } : {};
  return { name: error.name, ...code, stack: frames.map((line) => line.trim()) };
}
