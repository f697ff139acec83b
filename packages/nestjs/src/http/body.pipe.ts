import { createParamDecorator, type ExecutionContext, Injectable, type PipeTransform } from '@nestjs/common';
import { type Request } from 'express';
import { type Class } from '../validation/field';
import { validated } from '../validation/validated';
import { invalidBody } from './problem';
import { readJson } from './read-body';

interface Incoming {
  readonly type: Class;
  readonly http: Request;
}

@Injectable()
export class BodyPipe implements PipeTransform<Incoming, Promise<object>> {
  /** @throws {Problem} what {@link readJson} throws, and `invalid-request` */
  async transform({ type, http }: Incoming): Promise<object> {
    const { flaws, value } = validated(type, await readJson(http));
    if (flaws !== null) throw invalidBody(flaws);
    return value;
  }
}

const FromRequest = createParamDecorator((type: Class, context: ExecutionContext): Incoming => ({
  type,
  http: context.switchToHttp().getRequest<Request>(),
}));

/** The body of a request that is no command, checked against a class. */
export function Body(type: Class): ParameterDecorator {
  return FromRequest(type, BodyPipe);
}
