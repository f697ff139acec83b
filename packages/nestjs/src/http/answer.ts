import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { map, type Observable } from 'rxjs';
import { callerOf } from '../access/caller';
import { FREE_BYTES } from '../access/load';

/** What a route answers, beside its status. */
export interface Answer<Body = unknown> {
  readonly body: Body;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the status of the route. */
  readonly status?: number;
}

/** Answers with what the handler returns. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor<Answer, unknown> {
  intercept(context: ExecutionContext, next: CallHandler<Answer>): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(map((answer) => written(answer, response)));
  }
}

/**
 * Writes the headers of an answer and lets its body go on.
 * @throws {Problem} `too-many-at-once`, `busy`: there is no room for it
 */
export function written({ body, headers, status }: Answer, response: Response): unknown {
  const text = JSON.stringify(body);
  // What is held longer than a moment, because its reader is slow, is better held outside the heap.
  const bytes = text !== undefined && text.length > FREE_BYTES ? Buffer.from(text) : text;
  if (bytes !== undefined) hold(response.req, bytes.length);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  for (const name in headers) response.setHeader(name, headers[name] as string);
  // Express would add an ETag of its own and answer 304 by it. Here it is a revision, for `If-Match`.
  response.json = (value) =>
    response.status(status ?? response.statusCode).end(value === body ? bytes : JSON.stringify(value));
  return body;
}

function hold(request: Request, bytes: number): void {
  const { load } = callerOf(request);
  if (request.method === 'GET') load.hold(bytes);
  else load.holdAnyway(bytes);
}
