import { type Actor } from '../actor';
import { type Case } from './state';
import { type Precision } from './vocabulary';

/** All that a decision may know beside the command and the case. Instants are ISO 8601 UTC. */
export interface DecisionContext {
  /** The case the command is for. */
  readonly caseId: string;
  readonly commandId: string;
  readonly actor: Actor;
  readonly now: string;
  readonly occurredAt: string;
  readonly occurredAtPrecision: Precision;
  readonly lateReason?: string;
  /** The IANA zone in which two follow-ups fall on different days. */
  readonly timeZone: string;
  /** The other case of a merge or a link; null when there is none, or none the actor may know of. */
  readonly other?: Case | null;
  /** The cases that the other one was merged into, one after the other. */
  readonly otherMergedInto?: readonly string[];
}
