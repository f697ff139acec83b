/**
 * Lifts case events written by older versions of Redress: one entry per type and version left behind, the oldest first.
 * Each comes with a golden file of the version it lifts. None was left behind yet.
 */
export const caseUpcasters: readonly {
  readonly type: string;
  readonly from: number;
  readonly upcast: (data: unknown) => unknown;
}[] = [];
