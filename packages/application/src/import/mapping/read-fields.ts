import { type FieldRule, type Fields, type Shape } from './command-fields';
import { fit } from './fits';
import { type Field, STATE_FACTS, type ValueMap } from './mapping';
import { type Place } from './place';

const NOTHING: Field = { kind: 'constant', value: '' };
const SOURCES = ['value', 'state', 'unknown', 'firstOf'];

/** The fields of a command or of a record in one; those the command needs must be there. */
export function readFields(
  place: Place,
  fields: Fields,
  values: ReadonlyMap<string, ValueMap>,
): Readonly<Record<string, Field>> {
  if (place.isAbsent && Object.values(fields).every((rule) => !rule.required)) return {};
  const required = Object.keys(fields).filter((name) => fields[name]?.required);
  const present = place.keys({ required, optional: Object.keys(fields).filter((name) => !required.includes(name)) });
  const known = present.filter((name) => Object.hasOwn(fields, name));
  return Object.fromEntries(
    known.map((name) => [name, readField(place.get(name), (fields[name] as FieldRule).shape, values)]),
  );
}

export function readField(place: Place, shape: Shape, values: ReadonlyMap<string, ValueMap>): Field {
  if (shape.kind === 'list' && Array.isArray(place.value)) {
    return { kind: 'list', of: place.items().map((item) => readField(item, shape.of, values)) };
  }
  if (place.isObject) return readSource(place, shape, values);
  if (typeof place.value === 'string') return readTemplate(place, shape);
  if (typeof place.value === 'number' || typeof place.value === 'boolean') return constant(place, place.value, shape);
  place.report('must be a text, a number, or a set of keys saying where the value comes from');
  return NOTHING;
}

function readSource(place: Place, shape: Shape, values: ReadonlyMap<string, ValueMap>): Field {
  const key = Object.keys(place.value as object).find((name) => SOURCES.includes(name));
  if (key === undefined && shape.kind === 'record') {
    return { kind: 'record', fields: readFields(place, shape.fields, values) };
  }
  place.keys({ required: [key ?? 'value'], optional: [] });
  switch (key) {
    case 'unknown':
      return readUnknown(place, shape);
    case 'value':
      return readMapped(place.get('value'), shape, values);
    case 'state':
      return { kind: 'state', fact: place.get('state').oneOf(STATE_FACTS) };
    case 'firstOf':
      return {
        kind: 'firstOf',
        of: place
          .get('firstOf')
          .items()
          .map((item) => readField(item, shape, values)),
      };
    default:
      return NOTHING;
  }
}

function readUnknown(place: Place, shape: Shape): Field {
  const mayBeUnknown = shape.kind === 'text' || (shape.kind === 'record' && shape.orUnknown);
  if (!mayBeUnknown) place.report('cannot be unknown: leave the field out, or say where the value comes from');
  if (place.get('unknown').value !== true) place.report('write {unknown: true}');
  return { kind: 'unknown' };
}

/** Every value that the map can give must fit, so that no row is rejected for what the mapping could have said. */
function readMapped(place: Place, shape: Shape, values: ReadonlyMap<string, ValueMap>): Field {
  const name = place.text();
  const found = values.get(name);
  if (found === undefined) place.report(`names no entry of values; there are: ${[...values.keys()].join(', ')}`);
  for (const value of new Set(found?.map.values())) {
    const result = fit(value, shape);
    if ('problem' in result) place.report(`the values of "${name}" do not fit: ${result.problem}`);
  }
  return { kind: 'value', name };
}

/** `{Column}` stands for the row's value, `{{` and `}}` for the braces themselves. */
function readTemplate(place: Place, shape: Shape): Field {
  const text = place.text();
  const parts: (string | { column: string })[] = [];
  for (const [piece, column] of text.matchAll(/\{\{|\}\}|\{([^{}]*)\}|[^{}]+|[{}]/g)) {
    if (column !== undefined) parts.push({ column: place.columnNamed(column) });
    else if (piece === '{' || piece === '}')
      place.report(`a lone "${piece}": write ${piece}${piece} for the brace itself`);
    else parts.push(piece === '{{' ? '{' : piece === '}}' ? '}' : piece);
  }
  if (parts.some((part) => typeof part !== 'string')) {
    if (shape.kind === 'record' || shape.kind === 'list') place.report('a single text does not fit here');
    return { kind: 'template', parts };
  }
  return constant(place, parts.join(''), shape);
}

function constant(place: Place, value: string | number | boolean, shape: Shape): Field {
  const result = fit(value, shape);
  if ('problem' in result) place.report(result.problem);
  return { kind: 'constant', value };
}
