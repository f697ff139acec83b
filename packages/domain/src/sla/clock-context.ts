import { type Precision } from '../case/vocabulary';
import { type Promised } from './policy';
import { type CalendarBook } from './timing';

/** All that clocks may know beside the case and its events. Instants are ISO 8601 UTC. */
export interface ClockContext {
  readonly occurredAt: string;
  readonly precision: Precision;
  /** For imports the instant of the row. */
  readonly now: string;
  /** The versions that the case was promised when it was recorded; null for a case from before there were policies. */
  readonly promised: Promised | null;
  /** Every calendar version that the promised policies and the clocks of the case name. */
  readonly calendar: CalendarBook;
}
