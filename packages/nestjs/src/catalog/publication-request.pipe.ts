import { createParamDecorator, type ExecutionContext, Inject, Injectable, type PipeTransform } from '@nestjs/common';
import { type CatalogRequest } from '@redress/application';
import { type CatalogCommand, isPublicationName } from '@redress/domain';
import { type Request } from 'express';
import { commandOf } from '../access/command-of';
import { EmptyBody } from '../http/empty-body';
import { ifMatchOf } from '../http/headers';
import { invalidBody, invalidQuery } from '../http/problem';
import { assertNoQuery } from '../http/query.pipe';
import { readJson } from '../http/read-body';
import { routeOf } from '../http/route';
import { REDRESS_OPTIONS } from '../redress.module-definition';
import { type RedressOptions } from '../redress-options';
import { flaw } from '../validation/flaw';
import { jsonObjectFlaws, validated } from '../validation/validated';

/** What a route makes of a name and a body. */
export type ToCatalogCommand = (name: string, body: unknown) => CatalogCommand;

interface Incoming {
  readonly toCommand: ToCatalogCommand;
  readonly http: Request;
  readonly handler: object;
}

/** Makes of an HTTP request what the application handles. What a policy or a calendar must be, the domain knows. */
@Injectable()
export class PublicationRequestPipe implements PipeTransform<Incoming, Promise<CatalogRequest>> {
  constructor(@Inject(REDRESS_OPTIONS) private readonly options: RedressOptions) {}

  async transform({ toCommand, http, handler }: Incoming): Promise<CatalogRequest> {
    const givenAs = commandOf(http, this.options.secret);
    const { ifMatch: rule = 'optional', body } = routeOf(handler);
    const ifMatch = ifMatchOf(http, rule);
    assertNoQuery(http);
    const isEmpty = body?.type === EmptyBody;
    const raw = await readJson(http, isEmpty ? {} : undefined);
    const flaws = isEmpty ? validated(EmptyBody, raw).flaws : jsonObjectFlaws(raw);
    if (flaws !== null && flaws.length > 0) throw invalidBody(flaws);
    const name = String(http.params['name']);
    // Under another name nothing can be on record, so only who wants to publish has to hear of it.
    if (!isEmpty && !isPublicationName(name)) throw invalidQuery([flaw('wrong-name', undefined, '/name')]);
    return {
      command: toCommand(name, raw),
      ...givenAs(raw),
      ...(ifMatch === undefined ? {} : { ifMatch }),
    };
  }
}

const FromRequest = createParamDecorator((toCommand: ToCatalogCommand, context: ExecutionContext): Incoming => ({
  toCommand,
  http: context.switchToHttp().getRequest<Request>(),
  handler: context.getHandler(),
}));

/** What the request asks to publish or retire. */
export function RequestedPublication(toCommand: ToCatalogCommand): ParameterDecorator {
  return FromRequest(toCommand, PublicationRequestPipe);
}
