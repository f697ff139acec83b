import { type Precision } from '@redress/domain';
import { isoInstant } from '../../clock';
import { readStamp } from './instant-format';
import { type InstantSpec } from './mapping';
import { instantOf, wallAt } from './zone';

const DAY_MS = 24 * 60 * 60 * 1000;

/** An instant as a source gives it: ISO 8601 UTC, and how exactly it is known. */
export interface SourceInstant {
  readonly occurredAt: string;
  readonly precision: Precision;
}

/** Null when the text cannot be read as the mapping says it is written. */
export function readInstant(text: string, spec: InstantSpec): SourceInstant | null {
  const stamp = readStamp(text, spec.format);
  if (stamp === null) return null;
  const { zone, ignoreOffset, precision } = spec;
  const offsetMs = ignoreOffset ? null : stamp.offsetMs;
  if (precision === 'day' || !spec.format.hasTime) {
    if (zone === null) return null;
    const wallMs = offsetMs === null ? stamp.wallMs : wallAt(stamp.wallMs - offsetMs, zone);
    const midnight = Math.floor(wallMs / DAY_MS) * DAY_MS;
    return { occurredAt: isoInstant(instantOf(midnight, zone)), precision };
  }
  if (!stamp.hasTime || (offsetMs === null && zone === null)) return null;
  const instantMs = offsetMs === null ? instantOf(stamp.wallMs, zone as string) : stamp.wallMs - offsetMs;
  return { occurredAt: isoInstant(instantMs), precision };
}
