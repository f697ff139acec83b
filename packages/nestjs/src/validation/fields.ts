import { type Class, field, type FieldOptions } from './field';
import { type Flaw, flaw, pointerTo } from './flaw';
import { instantFlaws, normalInstant } from './instant';
import { type JsonSchema, ref } from './json-schema';
import { LIMITS } from './limits';

/** The decorators that bodies and queries are declared with. */

/** A text of at most `max` code points, not only white space. */
export function Text(options: FieldOptions & { readonly max: number }): PropertyDecorator {
  return field({ ...options, schema: textSchema(options.max), check: (value) => textFlaws(value, options.max) });
}

/** One of a few words. */
export function Choice(
  options: FieldOptions & { readonly of: readonly string[]; readonly default?: string },
): PropertyDecorator {
  const check = (value: unknown): readonly Flaw[] => choiceFlaws(value, options.of);
  const byDefault = options.default === undefined ? {} : { default: options.default };
  return field({ ...options, schema: { type: 'string', enum: options.of, ...byDefault }, check });
}

/** Some of a few words; in a query, separated by commas, in one parameter or in several of the name. */
export function Choices(options: FieldOptions & { readonly of: readonly string[] }): PropertyDecorator {
  const schema: JsonSchema = { type: 'array', items: { type: 'string', enum: options.of }, minItems: 1 };
  const check = (value: unknown): readonly Flaw[] => {
    if (!Array.isArray(value)) return [flaw('wrong-type', 'A list is expected')];
    return value.flatMap((item) => choiceFlaws(item, options.of).slice(0, 1)).slice(0, 1);
  };
  return field({ ...options, schema, check, parse: (text) => text.split(',') });
}

/** A whole number within bounds, both inclusive. */
export function WholeNumber(
  options: FieldOptions & { readonly min: number; readonly max: number; readonly default?: number },
): PropertyDecorator {
  const { min, max } = options;
  const schema: JsonSchema = {
    type: 'integer',
    minimum: min,
    maximum: max,
    ...(options.default === undefined ? {} : { default: options.default }),
  };
  const check = (value: unknown): readonly Flaw[] => {
    if (!Number.isInteger(value)) return [flaw('wrong-type', 'A whole number is expected')];
    const number = value as number;
    return number < min || number > max ? [flaw('out-of-range', `A number from ${min} to ${max} is expected`)] : [];
  };
  return field({ ...options, schema, check, parse: (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : text) });
}

/** Without a `default` in its schema: generators of clients take a member with a default as one that is always there. */
export function Flag(options: FieldOptions): PropertyDecorator {
  const schema: JsonSchema = { type: 'boolean' };
  const check = (value: unknown): readonly Flaw[] =>
    typeof value === 'boolean' ? [] : [flaw('wrong-type', 'true or false is expected')];
  return field({ ...options, schema, check });
}

/** RFC 3339 with a zone; goes on as UTC with milliseconds. */
export function Instant(options: FieldOptions & { readonly earliest?: string }): PropertyDecorator {
  const { earliest = '' } = options;
  const check = (value: unknown): readonly Flaw[] => {
    const flaws = instantFlaws(value);
    return flaws.length === 0 && normalInstant(value as string) < earliest ? [flaw('too-early')] : flaws;
  };
  return field({
    ...options,
    schema: { type: 'string', format: 'date-time' },
    check,
    normalise: normalInstant,
  });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** In any case of letters; goes on in lower case. */
export function Uuid(options: FieldOptions): PropertyDecorator {
  const check = (value: unknown): readonly Flaw[] => {
    if (typeof value !== 'string') return [flaw('wrong-type', 'A UUID is expected')];
    return isUuid(value) ? [] : [flaw('bad-format', 'A UUID is expected')];
  };
  return field({
    ...options,
    schema: { type: 'string', format: 'uuid' },
    check,
    normalise: (value: string) => value.toLowerCase(),
  });
}

/** A text of a given form. */
export function Pattern(
  options: FieldOptions & { readonly pattern: RegExp; readonly max: number; readonly form: string },
): PropertyDecorator {
  const check = (value: unknown): readonly Flaw[] => {
    const flaws = textFlaws(value, options.max);
    if (flaws.length > 0) return flaws;
    return options.pattern.test(value as string) ? [] : [flaw('bad-format', options.form)];
  };
  const schema: JsonSchema = { type: 'string', pattern: options.pattern.source, maxLength: options.max };
  return field({ ...options, schema, check });
}

/** A list of texts, none twice. */
export function Texts(options: FieldOptions & { readonly max: number; readonly maxItems: number }): PropertyDecorator {
  const items = textSchema(options.max);
  const check = (value: unknown): readonly Flaw[] => {
    const flaws = listFlaws(value, options.maxItems);
    if (flaws.length > 0) return flaws;
    const list = value as readonly unknown[];
    return list.flatMap((item, i) =>
      list.indexOf(item) < i
        ? [flaw('repeated', undefined, pointerTo(i))]
        : textFlaws(item, options.max).map((each) => ({ ...each, at: pointerTo(i) })),
    );
  };
  return field({
    ...options,
    schema: { type: 'array', items, maxItems: options.maxItems, uniqueItems: true },
    check,
  });
}

/** An object of its own class. */
export function Nested(type: Class, options: FieldOptions): PropertyDecorator {
  const check = (value: unknown): readonly Flaw[] => objectFlaws(value);
  return field({ ...options, schema: ref(type.name), check, nested: type });
}

/** A list of objects of one class. */
export function NestedList(type: Class, options: FieldOptions & { readonly maxItems: number }): PropertyDecorator {
  const check = (value: unknown): readonly Flaw[] => {
    const flaws = listFlaws(value, options.maxItems);
    if (flaws.length > 0) return flaws;
    return (value as readonly unknown[]).flatMap((item, i) =>
      objectFlaws(item).map((each) => ({ ...each, at: pointerTo(i) })),
    );
  };
  const schema: JsonSchema = { type: 'array', items: ref(type.name), maxItems: options.maxItems };
  return field({ ...options, schema, check, nested: type });
}

/** A text with the usual bound of what people write. */
export function LongText(options: FieldOptions): PropertyDecorator {
  return Text({ ...options, max: LIMITS.text });
}

/** A name, subject or id, with the usual bound. */
export function Name(options: FieldOptions): PropertyDecorator {
  return Text({ ...options, max: LIMITS.name });
}

export function objectFlaws(value: unknown): readonly Flaw[] {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? [] : [flaw('wrong-type', 'A JSON object is expected')];
}

function listFlaws(value: unknown, maxItems: number): readonly Flaw[] {
  if (!Array.isArray(value)) return [flaw('wrong-type', 'A list is expected')];
  return value.length > maxItems ? [flaw('too-long', `At most ${maxItems} items are allowed`)] : [];
}

export function textFlaws(value: unknown, max: number): readonly Flaw[] {
  if (typeof value !== 'string') return [flaw('wrong-type', 'A text is expected')];
  if (isLongerThan(value, max)) return [flaw('too-long', `At most ${max} characters are allowed`)];
  return value.trim() === '' ? [flaw('blank')] : [];
}

/** JSON Schema counts code points, of which there are never more than UTF-16 code units. */
function isLongerThan(text: string, max: number): boolean {
  return text.length > max && (text.length > 2 * max || [...text].length > max);
}

function choiceFlaws(value: unknown, choices: readonly string[]): readonly Flaw[] {
  if (typeof value !== 'string') return [flaw('wrong-type', 'A text is expected')];
  return choices.includes(value) ? [] : [flaw('not-one-of', `One of these is expected: ${choices.join(', ')}`)];
}

function textSchema(max: number): JsonSchema {
  return { type: 'string', minLength: 1, maxLength: max, pattern: '\\S' };
}
