import { ValidateBy, ValidateNested } from 'class-validator';
import { type Flaw, flaw } from './flaw';
import { type JsonSchema } from './json-schema';

export type Class<T extends object = object> = new () => T;

/** All that is known of one field of a body or query: the check, the document and the normal form come from one place. */
export interface FieldSpec {
  readonly schema: JsonSchema;
  readonly description: string;
  readonly example?: unknown;
  readonly optional: boolean;
  /** JSON null is a value of its own here. */
  readonly nullable: boolean;
  /** Given a value that is neither undefined nor null; no flaws: it is fine. */
  readonly check: (value: unknown) => readonly Flaw[];
  /** The form in which a checked value goes on; default as it came. */
  readonly normalise?: (value: never) => unknown;
  /** How a query parameter's text becomes the value; default the text itself. */
  readonly parse?: (text: string) => unknown;
  /** The class of the object, or of each object of the list. */
  readonly nested?: Class;
}

/** What every field decorator takes beside what is its own. */
export interface FieldOptions {
  readonly description: string;
  readonly example?: unknown;
  /** Default false. */
  readonly optional?: boolean;
  /** Default false. */
  readonly nullable?: boolean;
}

const specs = new WeakMap<object, Map<string, FieldSpec>>();

/** Declares a field: class-validator checks it, {@link fieldsOf} tells what it is. */
export function field(
  spec: Omit<FieldSpec, 'optional' | 'nullable' | 'description'> & FieldOptions,
): PropertyDecorator {
  const full: FieldSpec = { ...spec, optional: spec.optional ?? false, nullable: spec.nullable ?? false };
  const validate = (value: unknown): boolean => flawsOf(full, value).length === 0;
  const checked = ValidateBy({ name: 'field', validator: { validate } });
  const nested = ValidateNested();
  return (target, property) => {
    const own = specs.get(target) ?? new Map<string, FieldSpec>();
    specs.set(target, own.set(String(property), full));
    checked(target, property);
    if (full.nested !== undefined) nested(target, property);
  };
}

/** What is wrong with a value, whether given or not. */
export function flawsOf(spec: FieldSpec, value: unknown): readonly Flaw[] {
  if (value === undefined) return spec.optional ? [] : [flaw('required')];
  if (value === null) return spec.nullable ? [] : [flaw('wrong-type', 'null is no value here: leave the field out')];
  return spec.check(value);
}

/** The fields of a class, those it inherits last. */
export function fieldsOf(type: Class): ReadonlyMap<string, FieldSpec> {
  const known = cache.get(type);
  if (known !== undefined) return known;
  const fields = new Map<string, FieldSpec>();
  for (let prototype: object | null = type.prototype as object; prototype !== null;) {
    for (const [name, spec] of specs.get(prototype) ?? []) if (!fields.has(name)) fields.set(name, spec);
    prototype = Object.getPrototypeOf(prototype) as object | null;
  }
  cache.set(type, fields);
  return fields;
}

const cache = new WeakMap<Class, ReadonlyMap<string, FieldSpec>>();
