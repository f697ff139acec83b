import { type Dated } from './clock-events';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whether it is sure that something happened before an instant; of what is dated by the day only, or not at all, it never is. */
export function surelyBefore({ occurredAt, occurredAtPrecision }: Dated, instant: string): boolean {
  return occurredAtPrecision === 'instant' && Date.parse(occurredAt) < Date.parse(instant);
}

/** Whether something can have happened at an instant or after it: a day reaches to its end, and what has no instant proves nothing. */
export function perhapsFrom({ occurredAt, occurredAtPrecision }: Dated, instant: string): boolean {
  if (occurredAtPrecision === 'unknown') return false;
  const latest = Date.parse(occurredAt) + (occurredAtPrecision === 'day' ? DAY_MS - 1 : 0);
  return latest >= Date.parse(instant);
}

/** The later of two instants, ISO 8601 UTC. */
export function laterOf(a: string, b: string): string {
  return Date.parse(a) < Date.parse(b) ? b : a;
}
