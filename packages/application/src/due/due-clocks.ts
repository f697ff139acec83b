/** What falls due without anybody doing anything, for the processor that puts it on record. */
export interface DueCases {
  /** Cases with something due by an instant that is not on record yet: breaches, and thresholds that ask for an escalation; oldest first. */
  due(
    atMs: number,
    limit: number,
  ): Promise<readonly { readonly caseId: string; readonly kind: 'breach' | 'escalation' }[]>;
  /** Next instant (epoch ms) at which something falls due; null: nothing will. */
  next(): Promise<number | null>;
}
