import { type Calendar } from '../calendar/calendar';
import { type Policy } from '../sla/policy';
import { type CalendarBook } from '../sla/timing';
import { type Publication } from './publication';

/** Everything that is published, retired ones too, and what a decision may know beside it. */
export interface CatalogContext {
  readonly policies: ReadonlyMap<string, Publication<Policy>>;
  readonly calendars: ReadonlyMap<string, Publication<Calendar>>;
  /** Every version of every calendar, made ready for arithmetic. */
  readonly calendar: CalendarBook;
  /** ISO 8601 UTC. */
  readonly now: string;
}
