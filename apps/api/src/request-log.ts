import { type NextFunction, type Request, type Response } from 'express';
import { type Logger } from 'pino';
import { type Metrics } from './metrics';

/** One line and one measurement a request: method, route, status and duration; never a query, a header or a body. */
export function requestLog(logger: Logger, metrics: Metrics) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const start = process.hrtime.bigint();
    response.once('close', () => {
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      const route = routeOf(request);
      const status = response.statusCode;
      const finished = response.writableFinished;
      metrics.request(request.method, route, finished ? status : 'aborted', seconds);
      logger.info(
        {
          method: request.method,
          route,
          // Nobody was told a status when the caller went away first.
          ...(finished ? { status } : { aborted: true }),
          ms: Math.round(seconds * 1e5) / 100,
        },
        'request',
      );
    });
    next();
  };
}

/** The route's pattern, so that ids are neither logged nor a label each; one word for what no route matches. */
function routeOf(request: Request): string {
  const pattern = (request.route as { path?: unknown } | undefined)?.path;
  return typeof pattern === 'string' ? pattern : 'none';
}
