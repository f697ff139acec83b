import { type Condition, type Mapping } from './mapping';
import { MappingError, Place } from './place';
import { readCondition, WELL_KNOWN } from './read-conditions';
import { readField } from './read-fields';
import { readInstantSpec } from './read-instant-spec';
import { readRule } from './read-rule';
import { readValues } from './read-values';

const KEYS = {
  required: ['name', 'format', 'caseKey', 'at', 'commands'],
  optional: ['delimiter', 'blanks', 'actor', 'systemActors', 'kept', 'values', 'conditions', 'policy'],
};
/** It becomes part of a file name. */
const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;

/**
 * Checks a mapping and brings it into the form that the importer works with.
 * @param input what the YAML file holds, as plain values
 * @throws {MappingError} with every issue that was found
 */
export function readMapping(input: unknown): Mapping {
  const top = new Place(input);
  top.keys(KEYS);
  if (!top.isObject) throw new MappingError(top.issues);
  const values = readValues(top.get('values'));
  const scope = { values, conditions: readConditions(top.get('conditions'), values) };
  const mapping: Mapping = {
    name: readName(top.get('name')),
    format: readFormat(top),
    caseKey: readCaseKey(top.get('caseKey')),
    at: readInstantSpec(top.get('at')),
    actor: readActor(top.get('actor'), values),
    policy: readPolicy(top.get('policy')),
    blanks: top.get('blanks').isAbsent ? null : texts(top.get('blanks')),
    systemActors: texts(top.get('systemActors')),
    kept: columns(top.get('kept')),
    values,
    commands: top
      .get('commands')
      .items()
      .map((place) => readRule(place, scope)),
    columns: top.columns,
  };
  if (top.issues.length > 0) throw new MappingError(top.issues);
  return mapping;
}

function readName(place: Place): string {
  const name = place.text();
  if (!NAME.test(name)) place.report('may have small letters, digits and hyphens, at most 64');
  return name;
}

function readFormat(top: Place): Mapping['format'] {
  const type = top.get('format').oneOf(['csv', 'jsonl'] as const);
  const delimiter = top.get('delimiter');
  if (type === 'csv') return { type, delimiter: delimiter.isAbsent ? ',' : delimiterOf(delimiter) };
  if (!delimiter.isAbsent) delimiter.report('belongs to csv only');
  return { type };
}

function delimiterOf(place: Place): string {
  // Not by `text`, because a tab is blank.
  if (typeof place.value === 'string' && /^[^"\r\n]$/.test(place.value)) return place.value;
  place.report('must be a single character');
  return ',';
}

function readCaseKey(place: Place): Mapping['caseKey'] {
  if (place.value === 'row') return 'row';
  const names = columns(place);
  if (names.length === 0) place.report('name at least one column, or say "row" when every row is a case of its own');
  return names;
}

function readActor(place: Place, values: Mapping['values']): Mapping['actor'] {
  if (place.isAbsent) return null;
  place.keys({ required: ['id'], optional: ['name'] });
  const name = place.get('name');
  return {
    id: readField(place.get('id'), { kind: 'string' }, values),
    name: name.isAbsent ? null : readField(name, { kind: 'string' }, values),
  };
}

function readPolicy(place: Place): Mapping['policy'] {
  if (place.isAbsent) return null;
  if (!place.isObject) return { name: place.text(), version: null };
  place.keys({ required: ['name', 'version'] });
  const version = place.get('version');
  const isVersion = Number.isSafeInteger(version.value) && (version.value as number) > 0;
  if (!isVersion) version.report('must be the number of a published version, from 1');
  return { name: place.get('name').text(), version: isVersion ? (version.value as number) : 1 };
}

/** In the order they stand in: each may name those before it. */
function readConditions(place: Place, values: Mapping['values']): ReadonlyMap<string, Condition> {
  const conditions = new Map(WELL_KNOWN);
  if (place.isAbsent) return conditions;
  for (const [name, entry] of place.entries()) {
    if (WELL_KNOWN.has(name)) entry.report('this name is taken; choose another');
    else conditions.set(name, readCondition(entry, { conditions, values }));
  }
  return conditions;
}

function columns(place: Place): readonly string[] {
  return place.isAbsent ? [] : unique(place, (item) => item.column());
}

function texts(place: Place): readonly string[] {
  return place.isAbsent ? [] : unique(place, (item) => item.text());
}

function unique(place: Place, read: (item: Place) => string): readonly string[] {
  const seen = new Set<string>();
  for (const item of place.items()) {
    const text = read(item);
    if (seen.has(text)) item.report(`"${text}" stands here twice`);
    seen.add(text);
  }
  return [...seen];
}
