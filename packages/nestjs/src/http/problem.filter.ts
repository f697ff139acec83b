import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import { CallerGoneError } from '@redress/application';
import { type Request, type Response } from 'express';
import { REDRESS_OPTIONS } from '../redress.module-definition';
import { type RedressOptions } from '../redress-options';
import { mayNameTo } from './may-name';
import { PROBLEM_TYPE } from './media-types';
import { toldProblem } from './told-problem';

/** Answers everything that goes wrong with a problem document. What nobody foresaw is logged under the id the caller is told. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(REDRESS_OPTIONS) private readonly options: RedressOptions) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    // Nobody is there to be told, and nothing went wrong.
    if (error instanceof CallerGoneError) return void response.destroy();
    if (isOfHost(error) && !response.headersSent) {
      const said = error.getResponse();
      return void response
        .status(error.getStatus())
        .json(typeof said === 'object' ? said : { statusCode: error.getStatus(), message: said });
    }
    const problem = toldProblem(error, mayNameTo(http.getRequest<Request>()), this.options.logger);
    if (response.headersSent) return void response.destroy();
    const document = problem.document();
    response.status(document.status).set({ 'Cache-Control': 'no-store', ...problem.extras.headers });
    response.setHeader('Content-Type', PROBLEM_TYPE);
    response.end(JSON.stringify(document));
  }
}

/** Redress refuses callers by problems: what else refuses one is a guard of the host, and says what it says. */
function isOfHost(error: unknown): error is HttpException {
  return error instanceof HttpException && (error.getStatus() === 401 || error.getStatus() === 403);
}
