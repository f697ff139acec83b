import { type ArgumentsHost, Catch, NotFoundException } from '@nestjs/common';
import { type Express, type Request, type Response } from 'express';
import { type RedressOptions } from '../redress-options';
import { allowedMethods } from './allowed-methods';
import { Problem } from './problem';
import { ProblemFilter } from './problem.filter';

/** For a whole application: a path without the method asked for is told from a path that is not there. */
@Catch()
export class UnmatchedFilter extends ProblemFilter {
  constructor(
    options: RedressOptions,
    private readonly express: Express,
  ) {
    super(options);
  }

  override catch(error: unknown, host: ArgumentsHost): void {
    if (!(error instanceof NotFoundException)) return super.catch(error, host);
    const { method, path } = host.switchToHttp().getRequest<Request>();
    const allowed = allowedMethods(this.express, path);
    // A handler that found nothing was asked with a method that there is.
    const isElse = allowed.length === 0 || (allowed.includes(method) && method !== 'OPTIONS');
    if (isElse) return super.catch(error, host);
    const Allow = allowed.join(', ');
    if (method === 'OPTIONS') return answerOptions(host.switchToHttp().getResponse<Response>(), Allow);
    const detail = `${method} is no method of this route: it has ${Allow}.`;
    super.catch(new Problem('method-not-allowed', detail, { headers: { Allow } }), host);
  }
}

/** No header of CORS: a page of another origin may not call. */
function answerOptions(response: Response, Allow: string): void {
  response.status(204).set({ Allow, 'Cache-Control': 'no-store' }).end();
}
