import { type Class, fieldsOf } from './field';
import { type JsonSchema } from './json-schema';

/** The JSON Schema of a body class, with those of the classes nested in it, by the name of the class. */
export function schemasOf(type: Class): Readonly<Record<string, JsonSchema>> {
  const fields = [...fieldsOf(type)];
  const own: JsonSchema = {
    type: 'object',
    properties: Object.fromEntries(fields.map(([name, spec]) => [name, propertyOf(spec)])),
    required: fields.filter(([, { optional }]) => !optional).map(([name]) => name),
    additionalProperties: false,
  };
  const nested = fields.flatMap(([, spec]) => (spec.nested === undefined ? [] : [schemasOf(spec.nested)]));
  return Object.assign({ [type.name]: own }, ...nested) as Record<string, JsonSchema>;
}

/** OpenAPI 3.1 is JSON Schema: null is a type beside others, not a flag. */
export function propertyOf(spec: {
  readonly schema: JsonSchema;
  readonly description: string;
  readonly example?: unknown;
  readonly nullable: boolean;
}): JsonSchema {
  const { schema, description, example, nullable } = spec;
  return {
    ...(nullable ? orNull(schema) : schema),
    description,
    ...(example === undefined ? {} : { examples: [example] }),
  };
}

export function orNull(schema: JsonSchema): JsonSchema {
  if (typeof schema.type !== 'string') return { oneOf: [schema, { type: 'null' }] };
  const values = schema.enum === undefined ? {} : { enum: [...schema.enum, null] };
  return { ...schema, ...values, type: [schema.type, 'null'] };
}
