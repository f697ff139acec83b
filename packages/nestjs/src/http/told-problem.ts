import { randomUUID } from 'node:crypto';
import { defaultLogger, type RedressLogger } from '../redress-logger';
import { Problem } from './problem';
import { problemOf } from './problem-of';

/** What a caller is told of an error. What nobody foresaw is logged under the id that the caller is told. */
export function toldProblem(error: unknown, logger: RedressLogger = defaultLogger): Problem {
  const problem = problemOf(error);
  if (problem !== null) return problem;
  const id = randomUUID();
  logger.error('A request failed unforeseen', { id, ...withoutPersonalData(error) });
  return new Problem('internal-error', undefined, { instance: `urn:uuid:${id}` });
}

/** Messages of errors may quote what somebody wrote; names, codes and places in the program do not. */
function withoutPersonalData(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = 'code' in error ? { code: String(error.code) } : {};
  return { name: error.name, ...code, stack: frames.map((line) => line.trim()) };
}
