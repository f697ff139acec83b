import { validateSync, type ValidationError } from 'class-validator';
import { type Class, type FieldSpec, fieldsOf, flawsOf } from './field';
import { objectFlaws } from './fields';
import { type Flaw, flaw, pointerTo } from './flaw';
import { strictJsonFlaws } from './strict-json';

/** What a body or query class describes, as it goes on: plain, every field in its normal form. */
export type Plain<T> = { [K in keyof T]: T[K] };

export type Validated<T> =
  { readonly flaws: null; readonly value: Plain<T> } | { readonly flaws: readonly Flaw[]; readonly value: null };

/** What no body may be, whatever it says. */
export function jsonObjectFlaws(raw: unknown): readonly Flaw[] {
  return [...objectFlaws(raw), ...strictJsonFlaws(raw)];
}

/** Checks a parsed value against a class; names everything wrong with it, or gives it back in its normal form. */
export function validated<T extends object>(type: Class<T>, raw: unknown): Validated<T> {
  // First what could do harm when copied: nothing of such a body is looked at further.
  const hostile = jsonObjectFlaws(raw);
  if (hostile.length > 0) return { flaws: hostile, value: null };
  const instance = instantiate(type, raw as object);
  const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false });
  if (errors.length > 0) return { flaws: errors.flatMap((error) => flawsOfError(type, error)), value: null };
  return { flaws: null, value: normalised(type, raw as object) as Plain<T> };
}

/** class-validator finds its rules by an object's class, so plain objects are given theirs. */
function instantiate(type: Class, raw: object): object {
  const instance = Object.assign(Object.create(type.prototype as object) as Record<string, unknown>, raw);
  for (const [name, { nested }] of nestedFields(type)) {
    const value = instance[name];
    if (Array.isArray(value)) instance[name] = value.map((item: unknown) => instantiateIfObject(nested, item));
    else if (value !== undefined) instance[name] = instantiateIfObject(nested, value);
  }
  return instance;
}

function instantiateIfObject(type: Class, value: unknown): unknown {
  return objectFlaws(value).length === 0 ? instantiate(type, value as object) : value;
}

function flawsOfError(type: Class, error: ValidationError, at = ''): readonly Flaw[] {
  const here = at + pointerTo(error.property);
  const spec = fieldsOf(type).get(error.property);
  if (spec === undefined) return [flaw('unknown-field', undefined, here)];
  const own = flawsOf(spec, error.value).map((each) => ({ ...each, at: here + each.at }));
  return own.length > 0 ? own : nestedFlaws(spec, error, here);
}

function nestedFlaws({ nested }: FieldSpec, { value, children = [] }: ValidationError, at: string): readonly Flaw[] {
  if (nested === undefined) return [];
  if (!Array.isArray(value)) return children.flatMap((child) => flawsOfError(nested, child, at));
  return children.flatMap((item) =>
    (item.children ?? []).flatMap((child) => flawsOfError(nested, child, at + pointerTo(item.property))),
  );
}

function normalised(type: Class, raw: object): object {
  const value: Record<string, unknown> = { ...raw };
  for (const [name, { normalise, nested }] of normalFields(type)) {
    const given = value[name];
    if (given === undefined || given === null) continue;
    if (nested === undefined) value[name] = normalise?.(given as never);
    else if (Array.isArray(given)) value[name] = given.map((item: object) => normalised(nested, item));
    else value[name] = normalised(nested, given as object);
  }
  return value;
}

/** Looked up for every request, so worked out once. */
function lookup<S>(select: (type: Class) => readonly S[]): (type: Class) => readonly S[] {
  const known = new WeakMap<Class, readonly S[]>();
  return (type) => {
    const before = known.get(type);
    if (before !== undefined) return before;
    const found = select(type);
    known.set(type, found);
    return found;
  };
}

const nestedFields = lookup((type) =>
  [...fieldsOf(type)].flatMap(([name, { nested }]) => (nested === undefined ? [] : [[name, { nested }] as const])),
);

const normalFields = lookup((type) =>
  [...fieldsOf(type)].filter(([, { nested, normalise }]) => nested !== undefined || normalise !== undefined),
);
