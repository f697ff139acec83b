/**
 * Lifts events of policies and calendars written by older versions of Redress, like `caseUpcasters`. None was left
 * behind yet.
 */
export const catalogUpcasters: readonly {
  readonly type: string;
  readonly from: number;
  readonly upcast: (data: unknown) => unknown;
}[] = [];
