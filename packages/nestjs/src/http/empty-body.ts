import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Request } from 'express';
import { validated } from '../validation/validated';
import { invalidBody } from './problem';
import { readJson } from './read-body';

/** The body of a request that has nothing to say. */
export class EmptyBody {}

/** Sees to it that the request says nothing: no body, or `{}`. */
export const Nothing = createParamDecorator(async (_data: unknown, context: ExecutionContext): Promise<undefined> => {
  const { flaws } = validated(EmptyBody, await readJson(context.switchToHttp().getRequest<Request>(), {}));
  if (flaws !== null) throw invalidBody(flaws);
});
