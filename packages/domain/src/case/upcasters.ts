/**
 * Lifts case events written by older versions of Redress: one entry per type and version left behind, the oldest first.
 * Each comes with a golden file of the version it lifts. Where the effect of a type has changed, the old effect is written
 * into the old event, so that it folds as it did.
 */
export const caseUpcasters: readonly {
  readonly type: string;
  readonly from: number;
  readonly upcast: (data: unknown) => unknown;
}[] = [
  { type: 'MessageReceived', from: 1, upcast: (data) => ({ ...asObject(data), endsWaits: false }) },
  {
    type: 'ResponseIssued',
    from: 1,
    upcast: (data) => ({ ...asObject(data), ...(isFinal(data) ? { keepsFollowUp: true } : {}) }),
  },
  {
    type: 'ComplaintFollowedUp',
    from: 1,
    upcast: (data) => ({ ...asObject(data), ...(isUnanswered(data) ? { answersMessages: true } : {}) }),
  },
  { type: 'ComplaintReopened', from: 1, upcast: (data) => ({ ...asObject(data), promisesContact: false }) },
  // What version 1 does not say of these nobody did.
  { type: 'ComplaintMerged', from: 1, upcast: (data) => data },
  { type: 'MergeCompleted', from: 1, upcast: (data) => data },
  { type: 'ClockRetargeted', from: 1, upcast: (data) => data },
];

function asObject(data: unknown): object {
  return data as object;
}

function isFinal(data: unknown): boolean {
  return (data as { readonly kind?: unknown }).kind === 'final';
}

function isUnanswered(data: unknown): boolean {
  const { with: party, outcome } = data as { readonly with?: unknown; readonly outcome?: unknown };
  return party === 'complainant' && outcome === 'no-answer';
}
