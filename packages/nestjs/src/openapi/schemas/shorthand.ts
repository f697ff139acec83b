import { type JsonSchema, ref } from '../../validation/json-schema';
import { orNull } from '../../validation/schema-of';

export const string = (description?: string, rest: JsonSchema = {}): JsonSchema => ({
  type: 'string',
  ...(description === undefined ? {} : { description }),
  ...rest,
});
export const integer = (description: string, minimum = 0): JsonSchema => ({ type: 'integer', minimum, description });
export const boolean = (description: string): JsonSchema => ({ type: 'boolean', description });
export const uuid = (description?: string): JsonSchema => string(description, { format: 'uuid' });
export const instant = (description?: string): JsonSchema => string(description, { format: 'date-time' });
export const oneOfWords = (words: readonly string[], description?: string): JsonSchema =>
  string(description, { enum: words });
/** One value. Its type stands beside it: without one, generators of clients take the value for `unknown` or `never`. */
export const constant = (value: string | number | true): JsonSchema => ({ type: typeOf(value), const: value });
export const list = (items: JsonSchema, description?: string): JsonSchema => ({
  type: 'array',
  items,
  ...(description === undefined ? {} : { description }),
});

/** Every member is there in every answer, but for those named as optional. */
export function object(
  properties: Readonly<Record<string, JsonSchema>>,
  { optional = [], description }: { readonly optional?: readonly string[]; readonly description?: string } = {},
): JsonSchema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    ...(description === undefined ? {} : { description }),
  };
}

/** A page of a list of what the schema of this name describes. */
export const page = (row: string): JsonSchema =>
  object({
    data: list(ref(row)),
    page: object({ next: orNull(string('Asks for the next page; null on the last one.')) }),
  });

function typeOf(value: string | number | true): string {
  if (typeof value === 'string') return 'string';
  return typeof value === 'number' ? 'integer' : 'boolean';
}
