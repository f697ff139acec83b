import { type Actor } from '../actor';
import { type Promised } from '../sla/policy';
import { type CalendarBook } from '../sla/timing';
import { type Case } from './state';
import { type Precision } from './vocabulary';

/** All that a decision may know beside the command and the case. Instants are ISO 8601 UTC. */
export interface DecisionContext {
  /** The case the command is for. */
  readonly caseId: string;
  readonly commandId: string;
  /** Of what the command makes on this case: a link, a request for information, a merge. Default the command's id. */
  readonly newId?: string;
  readonly actor: Actor;
  readonly now: string;
  readonly occurredAt: string;
  readonly occurredAtPrecision: Precision;
  readonly lateReason?: string;
  /** The IANA zone in which two follow-ups fall on different days, where no promised calendar says so. */
  readonly timeZone: string;
  /** The versions promised to the case, or current when it is received; null when there are none. */
  readonly promised: Promised | null;
  /** Every calendar version that the promised policies, the clocks of the case and those of the other one name. */
  readonly calendar: CalendarBook;
  /** A case with so many events is full; see `case-bound.ts`. Not given: none ever is. */
  readonly mostEvents?: number;
  /** The other case of a merge or a link; null when there is none, or none the actor may know of. */
  readonly other?: Case | null;
  /** The cases that the other one was merged into, one after the other. */
  readonly otherMergedInto?: readonly string[];
}
