import { PRECISIONS } from '@redress/domain';
import { instantFormat, type InstantFormat } from './instant-format';
import { type InstantSpec } from './mapping';
import { type Place } from './place';
import { assertZone } from './zone';

const KEYS = { required: ['column', 'format'], optional: ['zone', 'ignoreOffset', 'precision'] };

/** Which column says when something happened, how it is written, and in which zone. */
export function readInstantSpec(place: Place): InstantSpec {
  if (!place.isAbsent) place.keys(KEYS);
  const column = place.get('column').column();
  const format = readFormat(place.get('format'));
  const zone = readZone(place.get('zone'));
  const ignoreOffset = place.get('ignoreOffset').flag(false);
  const given = place.get('precision');
  const precision = given.isAbsent ? (format.hasTime ? 'instant' : 'day') : given.oneOf(PRECISIONS);
  if (precision === 'instant' && !format.hasTime) {
    given.report('the format has no time of day: say "day", or leave it out');
  }
  if (zone === null && (precision === 'day' || ignoreOffset || format.text !== 'iso')) {
    place.report('needs a zone: a stamp without an offset, and a day, begin at another instant in every zone');
  }
  return { column, format, zone, ignoreOffset, precision };
}

function readFormat(place: Place): InstantFormat {
  try {
    return instantFormat(place.isAbsent ? 'iso' : place.text());
  } catch (error) {
    place.report(`cannot be read: ${(error as Error).message}`);
    return instantFormat('iso');
  }
}

function readZone(place: Place): string | null {
  if (place.isAbsent) return null;
  const zone = place.text();
  try {
    assertZone(zone);
  } catch {
    place.report(`is ${JSON.stringify(zone)}; give an IANA zone such as Europe/Stockholm`);
  }
  return zone;
}
