import { type Command, UNKNOWN } from '@redress/domain';
import { type CommandRule, type Field } from './mapping/mapping';
import { commandFields, type Fields, type Shape } from './mapping/command-fields';
import { fit } from './mapping/fits';
import { rejection } from './import-rules';
import { isBlank, mappedValue, type RowView, stateFact } from './row-view';
import { cell } from './source-row';

/**
 * The command that a rule makes of a row.
 * @throws {RowRejection} a value is missing or does not fit
 */
export function commandOf({ type, fields }: CommandRule, view: RowView): Command {
  return { type, ...record(fields, commandFields[type], view, type) } as unknown as Command;
}

/** The text of a field; null when it comes to nothing. */
export function textOf(field: Field, view: RowView): string | null {
  const value = fieldValue(field, { kind: 'string' }, view, 'actor');
  return value === undefined ? null : String(value);
}

function record(
  given: Readonly<Record<string, Field>>,
  rules: Fields,
  view: RowView,
  path: string,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, { shape, required }] of Object.entries(rules)) {
    const field = given[name];
    const value = field === undefined ? undefined : fieldValue(field, shape, view, `${path}.${name}`);
    if (value !== undefined) values[name] = value;
    else if (required) throw rejection('missing-value', `${path}.${name}`);
  }
  return values;
}

/** Undefined: the row gives nothing for it. */
function fieldValue(field: Field, shape: Shape, view: RowView, path: string): unknown {
  switch (field.kind) {
    case 'unknown':
      return UNKNOWN;
    case 'constant':
      return fitted(field.value, shape, path);
    case 'template':
      return fittedCell(filled(field.parts, view), shape, view, path);
    case 'value':
      return fitted(mappedValue(field.name, view), shape, path);
    case 'state':
      return fitted(stateFact(field.fact, view.state), shape, path);
    case 'firstOf':
      return first(field.of, shape, view, path);
    case 'list':
      return list(field.of, shape, view, path);
    case 'record':
      return shape.kind === 'record' ? part(field.fields, shape.fields, view, path) : undefined;
  }
}

/** One blank column and the whole text is left out: half an address is none. */
function filled(parts: Extract<Field, { kind: 'template' }>['parts'], { row }: RowView): string | null {
  let text = '';
  for (const piece of parts) {
    const value = typeof piece === 'string' ? piece : cell(row, piece.column);
    if (typeof piece !== 'string' && isBlank(value)) return null;
    text += value;
  }
  return text;
}

function fitted(value: string | number | boolean | null, shape: Shape, path: string): unknown {
  if (value === null || isBlank(value)) return undefined;
  const result = fit(value, shape);
  if ('problem' in result) throw rejection('bad-value', `${path}: ${result.problem}`);
  return result.value;
}

/** The row is worth more than one address in it: what can be none is left out, and counted. */
function fittedCell(value: string | null, shape: Shape, { onLeftOut }: RowView, path: string): unknown {
  if (shape.kind !== 'email' || isBlank(value) || !('problem' in fit(value as string, shape))) {
    return fitted(value, shape, path);
  }
  onLeftOut?.();
  return undefined;
}

function first(fields: readonly Field[], shape: Shape, view: RowView, path: string): unknown {
  for (const field of fields) {
    const value = fieldValue(field, shape, view, path);
    if (value !== undefined) return value;
  }
  return undefined;
}

function list(fields: readonly Field[], shape: Shape, view: RowView, path: string): unknown {
  if (shape.kind !== 'list') return undefined;
  const items = fields.map((field) => fieldValue(field, shape.of, view, path)).filter((item) => item !== undefined);
  return items.length === 0 ? undefined : items;
}

/** A part that lacks what it needs is no part: a handler without an id, say. */
function part(given: Readonly<Record<string, Field>>, rules: Fields, view: RowView, path: string): unknown {
  const present = Object.entries(rules).filter(([name, { required }]) => required && given[name] !== undefined);
  const isWhole = present.every(([name, { shape }]) => {
    return fieldValue(given[name] as Field, shape, view, `${path}.${name}`) !== undefined;
  });
  return isWhole ? record(given, rules, view, path) : undefined;
}
