import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { lastValueFrom, type Observable, of } from 'rxjs';
import { REDRESS_OPTIONS } from '../redress.module-definition';
import { type RedressOptions } from '../redress-options';
import { acceptedOf, offeredBy } from './accept';
import { untilGone } from './caller-gone';
import { mayNameTo } from './may-name';
import { JSON_TYPE, LINES_TYPE } from './media-types';
import { routeOf } from './route';
import { type MayName, toldProblem } from './told-problem';

/** Writes one line, which is a JSON document. */
export type WriteLine = (line: object) => void;

/**
 * An answer that takes its time. Until the first line is written an error is answered as any other; from then on it is
 * the last line. A caller who wants one JSON document gets the `result` of the last line, or a problem.
 * @param signal aborted when the caller has left: nobody reads any further line
 */
export type AnswerInLines = (write: WriteLine, signal: AbortSignal) => Promise<void>;

/** Answers with the lines that the handler writes, as it writes them; or with its result alone, by what `Accept` prefers. */
@Injectable()
export class LinesInterceptor implements NestInterceptor<AnswerInLines, object> {
  constructor(@Inject(REDRESS_OPTIONS) private readonly options: RedressOptions) {}

  async intercept(context: ExecutionContext, next: CallHandler<AnswerInLines>): Promise<Observable<object>> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const type = acceptedOf(request, offeredBy(routeOf(context.getHandler())));
    const answer = await lastValueFrom(next.handle());
    if (type === LINES_TYPE) await this.inLines(answer, response, mayNameTo(request));
    else await inOne(answer, response);
    // Nest would answer now: it has been done.
    response.json = () => response;
    return of({});
  }

  private async inLines(answer: AnswerInLines, response: Response, mayName: MayName): Promise<void> {
    const signal = untilGone(response);
    const write: WriteLine = (line) => {
      if (signal.aborted) return;
      if (!response.headersSent) begin(response, LINES_TYPE);
      response.write(`${JSON.stringify(line)}\n`);
    };
    try {
      await answer(write, signal);
    } catch (error) {
      if (!signal.aborted) {
        if (!response.headersSent) throw error;
        write({ error: toldProblem(error, mayName, this.options.logger).document() });
      }
    }
    response.end();
  }
}

async function inOne(answer: AnswerInLines, response: Response): Promise<void> {
  const signal = untilGone(response);
  let last: { readonly result?: object } = {};
  try {
    await answer((line) => (last = line), signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  begin(response, `${JSON_TYPE}; charset=utf-8`);
  response.end(JSON.stringify(last.result ?? {}));
}

function begin(response: Response, type: string): void {
  response.status(200).setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Type', type);
}
