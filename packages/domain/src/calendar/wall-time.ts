import { MINUTE_MS } from './days';
import { type Zone } from './zone';

/** An instant twice: in UTC, and as the clock on the wall shows it, with its distance from UTC. Both ISO 8601. */
export interface ExplainedInstant {
  readonly at: string;
  /** `2026-03-29T03:00:00.000+02:00` */
  readonly local: string;
}

export function explainedInstant(zone: Zone, ms: number): ExplainedInstant {
  const offset = zone.offsetAt(ms);
  return {
    at: new Date(ms).toISOString(),
    local: `${new Date(ms + offset).toISOString().slice(0, -1)}${offsetText(offset)}`,
  };
}

/** With seconds where there are some, as in zones before they had a standard time. */
function offsetText(offset: number): string {
  const seconds = Math.abs(offset) / 1000;
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = offset % MINUTE_MS === 0 ? parts.slice(0, 2) : parts;
  return `${offset < 0 ? '-' : '+'}${shown.map((part) => String(part).padStart(2, '0')).join(':')}`;
}
