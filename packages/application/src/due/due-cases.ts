/** What can fall due without anybody doing anything: a promise that nobody kept, or a share of its time that asks for an escalation. */
export type DueKind = 'breach' | 'escalation';

/** A case with something of that kind due that is not on record yet, as far as the read model knows. */
export interface DueCase {
  readonly caseId: string;
  readonly kind: DueKind;
}

/** Where the processor of due times asks. It may be behind the log: whether something is due is decided by the case itself. */
export interface DueCases {
  /**
   * Cases with something due by an instant (epoch ms) that is not on record yet: breaches, and thresholds that ask for an
   * escalation; oldest first, each case at most once of each kind.
   */
  due(atMs: number, limit: number): Promise<readonly DueCase[]>;
  /**
   * The next instant (epoch ms) at which something falls due; null: nothing will.
   * @param afterMs what was due by then is in hand already: later than this. Who looks no further than the earliest
   * instant of all makes the processor look again after a minute, or when there is more to read.
   */
  next(afterMs: number): Promise<number | null>;
}

/** For whoever has no read model of it: nothing is due, and nothing will be. */
export const nothingDue: DueCases = { due: () => Promise.resolve([]), next: () => Promise.resolve(null) };
