import { randomUUID } from 'node:crypto';
import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import { type Response } from 'express';
import { REDRESS_OPTIONS } from '../redress.module-definition';
import { defaultLogger } from '../redress-logger';
import { type RedressOptions } from '../redress-options';
import { Problem } from './problem';
import { problemOf } from './problem-of';

export const PROBLEM_TYPE = 'application/problem+json';

/** Answers everything that goes wrong with a problem document. What nobody foresaw is logged under the id the caller is told. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(REDRESS_OPTIONS) private readonly options: RedressOptions) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const problem = problemOf(error) ?? this.unforeseen(error);
    if (response.headersSent) return void response.destroy();
    const document = problem.document();
    response.status(document.status).set({ 'Cache-Control': 'no-store', ...problem.extras.headers });
    response.setHeader('Content-Type', PROBLEM_TYPE);
    response.end(JSON.stringify(document));
  }

  private unforeseen(error: unknown): Problem {
    const id = randomUUID();
    (this.options.logger ?? defaultLogger).error('A request failed unforeseen', { id, ...withoutPersonalData(error) });
    return new Problem('internal-error', undefined, { instance: `urn:uuid:${id}` });
  }
}

/** Messages of errors may quote what somebody wrote; names, codes and places in the program do not. */
function withoutPersonalData(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = 'code' in error ? { code: String(error.code) } : {};
  return { name: error.name, ...code, stack: frames.map((line) => line.trim()) };
}
