import { createParamDecorator, type ExecutionContext, Injectable, type PipeTransform } from '@nestjs/common';
import { type Request } from 'express';
import { type Class } from '../validation/field';
import { validatedQuery } from '../validation/query';
import { type Plain } from '../validation/validated';
import { invalidQuery } from './problem';

/** @throws {Problem} `invalid-request` */
export function queryOf<T extends object>(type: Class<T>, { originalUrl }: Request): Plain<T> {
  const mark = originalUrl.indexOf('?');
  const { flaws, value } = validatedQuery(type, mark === -1 ? '' : originalUrl.slice(mark + 1));
  if (flaws !== null) throw invalidQuery(flaws);
  return value;
}

/** A route without query parameters. */
export class NoQuery {}

/** @throws {Problem} `invalid-request` */
export function assertNoQuery(request: Request): void {
  if (request.originalUrl.includes('?')) queryOf(NoQuery, request);
}

interface Incoming {
  readonly type: Class;
  readonly http: Request;
}

@Injectable()
export class QueryPipe implements PipeTransform<Incoming, object> {
  transform({ type, http }: Incoming): object {
    return queryOf(type, http);
  }
}

const FromRequest = createParamDecorator((type: Class, context: ExecutionContext): Incoming => ({
  type,
  http: context.switchToHttp().getRequest<Request>(),
}));

/** The query parameters, checked against a class. */
export function Asked(type: Class): ParameterDecorator {
  return FromRequest(type, QueryPipe);
}
