/** What a list can be sorted by; a minus turns it round. Ties stand in the order of their ids, turned round alike. */
export const SORT_KEYS = ['receivedAt', 'updatedAt', 'severity', 'escalationLevel', 'statusSince'] as const;
export type SortKey = (typeof SORT_KEYS)[number];
export type CaseSort = SortKey | `-${SortKey}`;

export const DEFAULT_SORT: CaseSort = '-receivedAt';

export interface SortOrder {
  readonly column: string;
  /** Of `{present}`. */
  readonly index: string;
  readonly keyType: 'string' | 'number';
  readonly direction: 'ASC' | 'DESC';
}

type Column = Omit<SortOrder, 'direction'>;

const COLUMNS: Readonly<Record<SortKey, Column>> = {
  receivedAt: { column: 'received_at', index: 'present_received', keyType: 'string' },
  updatedAt: { column: 'updated_at', index: 'present_updated', keyType: 'string' },
  severity: { column: 'severity', index: 'present_severity', keyType: 'number' },
  escalationLevel: { column: 'escalation_level', index: 'present_level', keyType: 'number' },
  statusSince: { column: 'status_since', index: 'present_since', keyType: 'string' },
};

export const SORT_ORDERS = Object.fromEntries(
  SORT_KEYS.flatMap((key): [CaseSort, SortOrder][] => [
    [key, { ...COLUMNS[key], direction: 'ASC' }],
    [`-${key}`, { ...COLUMNS[key], direction: 'DESC' }],
  ]),
) as Readonly<Record<CaseSort, SortOrder>>;

export const CASE_SORTS = Object.keys(SORT_ORDERS) as readonly CaseSort[];

/** The rows that follow one in an order. */
export function follows({ direction }: Pick<SortOrder, 'direction'>): '<' | '>' {
  return direction === 'ASC' ? '>' : '<';
}
