import {
  applyDecorators,
  HttpCode,
  type NestInterceptor,
  SetMetadata,
  type Type,
  UseInterceptors,
} from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { type AccessRule } from '../access/access-rule';
import { type Class } from '../validation/field';
import { AnswerInterceptor } from './answer';
import { type IfMatchRule } from './headers';
import { type ProblemCode } from './problem-codes';

/** An example of a body or an answer, with what it shows. */
export interface Example {
  readonly summary: string;
  readonly value: unknown;
}

export interface PathParameter {
  readonly description: string;
  readonly example: string;
  /** Else a name. */
  readonly uuid: boolean;
}

/** A route as data: what its guard asks, what its pipes read, what the OpenAPI document says and the tests walk. */
export interface RouteSpec {
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: AccessRule;
  readonly pathParameters?: Readonly<Record<string, PathParameter>>;
  /** Whose fields are the query parameters. */
  readonly query?: Class;
  readonly body?: {
    /** Else the schema says what it is, and the domain checks it. */
    readonly type?: Class;
    /** Name of the schema, where there is no class. */
    readonly schema?: string;
    /** A request without a body says `{}`. */
    readonly optional: boolean;
    readonly examples: Readonly<Record<string, Example>>;
  };
  /** Given: the route takes an `Idempotency-Key`, and `If-Match` by this rule. */
  readonly ifMatch?: IfMatchRule;
  /** The route takes `Redress-Min-Position`. */
  readonly minPosition?: boolean;
  readonly answer: {
    readonly status: 200 | 201 | 202;
    /** The status when there was nothing of the name before. */
    readonly createdStatus?: 201;
    readonly description: string;
    /** Name of the schema. */
    readonly schema: string;
    /** The body is lines of JSON, `application/x-ndjson`: schema and example are of one line, and these of plain JSON. */
    readonly lines?: { readonly schema: string; readonly example: () => unknown };
    /** Worked out when the document is made. */
    readonly example: () => unknown;
    readonly headers: readonly AnswerHeader[];
  };
  /** The answer needs neither log nor read models. */
  readonly withoutStore?: boolean;
  /** What can go wrong beside what can go wrong with every route. */
  readonly problems: readonly ProblemCode[];
}

export type AnswerHeader = 'ETag' | 'Location' | 'Redress-Position' | 'Redress-Parked' | 'Link';

const ROUTE = Symbol('RouteSpec');

/**
 * Declares a route's data beside Nest's own decorator of method and path.
 * @param interceptor what makes an answer of what the handler returns
 */
export function Route(spec: RouteSpec, interceptor: Type<NestInterceptor> = AnswerInterceptor): MethodDecorator {
  const { operationId, summary, answer } = spec;
  return applyDecorators(
    SetMetadata(ROUTE, spec),
    HttpCode(answer.status),
    ApiOperation({ operationId, summary }),
    UseInterceptors(interceptor),
  );
}

export function isRoute(member: object): boolean {
  return typeof member === 'function' && Reflect.hasMetadata(ROUTE, member);
}

/** @param handler a controller's method */
export function routeOf(handler: object): RouteSpec {
  const spec = Reflect.getMetadata(ROUTE, handler) as RouteSpec | undefined;
  if (spec === undefined) throw new Error('The route says nothing of itself: decorate it with @Route');
  return spec;
}
