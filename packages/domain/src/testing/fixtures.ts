import { type Complainant, type Handler } from '../case/vocabulary';

export const CASE_ID = 'c0000000-0000-4000-8000-000000000001';
/** The other case of a merge or a link. */
export const OTHER_CASE_ID = 'c0000000-0000-4000-8000-000000000002';
export const COMMAND_ID = 'd0000000-0000-4000-8000-000000000001';

/** A Monday. The first event of a history happens at this instant, each further one an hour after the one before. */
export const RECEIVED_AT = '2026-03-02T09:00:00.000Z';
/** Friday of the same week: decisions are taken now unless a context says otherwise. */
export const NOW = '2026-03-06T09:00:00.000Z';

export const MINUTE_MS = 60 * 1000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The instant so many milliseconds after another one, or before it. */
export function after(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}

/** The id of the event at a revision of a history. */
export function eventId(revision: number): string {
  return `e0000000-0000-4000-8000-${String(revision).padStart(12, '0')}`;
}

export const COMPLAINANT: Complainant = { name: 'Clara Cole', email: 'clara@example.org' };
/** Whose id is that of the testing actor `agent`. */
export const HANDLER: Handler = { id: 'ann', name: 'Ann Abbot' };
export const SECOND_HANDLER: Handler = { id: 'ben', name: 'Ben Brook' };
