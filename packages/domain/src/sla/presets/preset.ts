import { type Calendar } from '../../calendar/calendar';
import { type Policy } from '../policy';

/** Policies to start from, with the calendars that they name. Publishing one is a choice: nothing applies by itself. */
export interface Preset {
  readonly name: string;
  readonly title: string;
  /** Where the figures come from; what the source does not say is said to be ours. */
  readonly source: string;
  /** What to know before publishing it: where it says more or less than its source, and what to add. */
  readonly notes: readonly string[];
  readonly policies: readonly Policy[];
  readonly calendars: Readonly<Record<string, Calendar>>;
}
