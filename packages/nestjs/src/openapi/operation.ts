import { KEY_ROLES } from '@redress/domain';
import { allows } from '../access/access-rule';
import { JSON_TYPE, LINES_TYPE } from '../http/media-types';
import { type RouteSpec } from '../http/route';
import { type Class, type FieldSpec, fieldsOf } from '../validation/field';
import { ref } from '../validation/json-schema';
import { propertyOf } from '../validation/schema-of';
import { type requestHeaders } from './headers';
import { problemResponses } from './problem-responses';

/** The operation object of a route. */
export function operationOf(spec: RouteSpec): object {
  const { operationId, tag, summary, description = summary } = spec;
  const roles = KEY_ROLES.filter((role) => allows(spec.access, role));
  return {
    operationId,
    tags: [tag],
    summary,
    description: `${description}\n\nRoles: ${roles.map((role) => `\`${role}\``).join(', ')}.`,
    'x-redress-roles': roles,
    security: [{ apiKey: [] }],
    parameters: [...pathParameters(spec), ...queryParameters(spec.query), ...headerParameters(spec)],
    ...(spec.body === undefined ? {} : { requestBody: requestBody(spec.body) }),
    responses: { ...answers(spec), ...problemResponses(spec) },
  };
}

/**
 * Swagger UI fills in and sends the `example` of a parameter, but not the examples of its schema. Only what can be asked
 * for as it is has one: the ids of cases are made by the service.
 */
function pathParameters({ pathParameters: parameters = {} }: RouteSpec): readonly object[] {
  return Object.entries(parameters).map(([name, { description, example, uuid }]) => ({
    name,
    in: 'path',
    required: true,
    description,
    ...(uuid
      ? { schema: { type: 'string', format: 'uuid', examples: [example] } }
      : { schema: { type: 'string' }, example }),
  }));
}

function queryParameters(type: Class | undefined): readonly object[] {
  return type === undefined ? [] : [...fieldsOf(type)].map(([name, spec]) => queryParameter(name, spec));
}

function queryParameter(name: string, spec: FieldSpec): object {
  const { description, ...schema } = propertyOf(spec);
  const isList = schema.type === 'array';
  const inWords = isList ? `${description} The parameter may be sent several times instead.` : description;
  const style = isList ? { style: 'form', explode: false } : {};
  return { name, in: 'query', description: inWords, required: !spec.optional, ...style, schema };
}

function headerParameters({ ifMatch, minPosition }: RouteSpec): readonly object[] {
  const names: (keyof typeof requestHeaders)[] = ['RedressActor'];
  if (ifMatch !== undefined) names.push('IdempotencyKey');
  if (ifMatch === 'optional') names.push('IfMatch');
  if (ifMatch === 'required') names.push('IfMatchRequired');
  if (ifMatch === 'create-or-replace') names.push('IfMatch', 'IfNoneMatch');
  if (minPosition === true) names.push('RedressMinPosition');
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}

function requestBody({ type, schema = '', optional, examples }: NonNullable<RouteSpec['body']>): object {
  return { required: !optional, content: { [JSON_TYPE]: { schema: ref(type?.name ?? schema), examples } } };
}

function answers(spec: RouteSpec): object {
  const { status, createdStatus } = spec.answer;
  const created = createdStatus === undefined ? {} : { [createdStatus]: answer(spec) };
  return { [status]: answer(spec), ...created };
}

function answer({ answer: { description, schema, example, headers, lines } }: RouteSpec): object {
  const documented = Object.fromEntries(headers.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
  return {
    description,
    ...(headers.length === 0 ? {} : { headers: documented }),
    content:
      lines === undefined
        ? { [JSON_TYPE]: { schema: ref(schema), example: example() } }
        : {
            [JSON_TYPE]: { schema: ref(lines.schema), example: lines.example() },
            [LINES_TYPE]: { schema: ref(schema), example: example() },
          },
  };
}
