import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { lastValueFrom, type Observable, of } from 'rxjs';
import { REDRESS_OPTIONS } from '../redress.module-definition';
import { type RedressOptions } from '../redress-options';
import { mayNameTo } from './may-name';
import { type MayName, toldProblem } from './told-problem';

/** One JSON document on each line. */
export const LINES_TYPE = 'application/x-ndjson';

/**
 * An answer that takes its time. Until the first line is written an error is answered as any other; from then on it is
 * the last line.
 * @param signal aborted when the caller has left: nobody reads any further line
 */
export type AnswerInLines = (write: (line: object) => void, signal: AbortSignal) => Promise<void>;

/** Answers with the lines that the handler writes, as it writes them. */
@Injectable()
export class LinesInterceptor implements NestInterceptor<AnswerInLines, object> {
  constructor(@Inject(REDRESS_OPTIONS) private readonly options: RedressOptions) {}

  async intercept(context: ExecutionContext, next: CallHandler<AnswerInLines>): Promise<Observable<object>> {
    const response = context.switchToHttp().getResponse<Response>();
    const answer = await lastValueFrom(next.handle());
    const mayName = mayNameTo(context.switchToHttp().getRequest<Request>());
    await this.written(answer, response, mayName);
    // Nest would answer now: it has been done.
    response.json = () => response;
    return of({});
  }

  private async written(answer: AnswerInLines, response: Response, mayName: MayName): Promise<void> {
    const caller = new AbortController();
    const left = (): void => caller.abort();
    response.once('close', left);
    const write = (line: object): void => {
      if (caller.signal.aborted) return;
      if (!response.headersSent) begin(response);
      response.write(`${JSON.stringify(line)}\n`);
    };
    try {
      await answer(write, caller.signal);
    } catch (error) {
      if (!caller.signal.aborted) {
        if (!response.headersSent) throw error;
        write({ error: toldProblem(error, mayName, this.options.logger).document() });
      }
    } finally {
      response.off('close', left);
    }
    response.end();
  }
}

function begin(response: Response): void {
  response.status(200).setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Type', LINES_TYPE);
}
