import { type CaseEventType } from './events';

/** What a fact entered late does not change. */
export interface LateEntryException {
  readonly what: string;
  /** The events that stay on record as they were entered. */
  readonly events: readonly CaseEventType[];
  /** How the case shows it. */
  readonly shows: string;
}

/**
 * The law of late entries: a fact entered late has the effect that it would have had in time. These are all exceptions; the
 * reference prints them.
 */
export const LATE_ENTRY_EXCEPTIONS = {
  breach: {
    what: 'A breach on record',
    events: ['ClockBreached'],
    shows:
      'The outcome is `kept-late-entry` where the promise was kept, or was not owed. A promise that was not due yet runs on and reads `breached`.',
  },
  threshold: {
    what: 'A threshold that was reached, and its escalation',
    events: ['ClockThresholdReached'],
    shows: 'Both stay on record.',
  },
  end: {
    what: 'An end on record',
    events: ['ComplaintResolved', 'ComplaintWithdrawn', 'ComplaintRejected', 'ComplaintReferred'],
    shows:
      'The end stands. A fact that would have prevented it is recorded all the same, and `contradictions` of the case names both.',
  },
  merge: {
    what: 'A merge',
    events: ['ComplaintMerged', 'MergeCompleted'],
    shows: 'It stands where it was entered.',
  },
  numbers: {
    what: 'Ids and numbers of clocks and events',
    events: ['ClockStarted'],
    shows: 'A number is given once, also when its clock was corrected away.',
  },
} as const satisfies Readonly<Record<string, LateEntryException>>;
