import { type ValueMap } from './mapping';
import { type Place } from './place';

const KEYS = { required: ['column', 'map'], optional: ['otherwise'] };

/** The words of columns in Redress's words. */
export function readValues(place: Place): ReadonlyMap<string, ValueMap> {
  return place.isAbsent ? new Map() : new Map(place.entries().map(([name, entry]) => [name, readValueMap(entry)]));
}

function readValueMap(place: Place): ValueMap {
  place.keys(KEYS);
  const otherwise = place.get('otherwise');
  const words = place.get('map').entries();
  return {
    column: place.get('column').column(),
    map: new Map(words.map(([from, to]) => [from, single(to)])),
    otherwise: otherwise.isAbsent ? 'reject' : otherwise.oneOf(['reject', 'leave-out'] as const),
  };
}

function single(place: Place): string | number | boolean {
  if (['string', 'number', 'boolean'].includes(typeof place.value)) return place.value as string | number | boolean;
  place.report('must be a single value');
  return '';
}
