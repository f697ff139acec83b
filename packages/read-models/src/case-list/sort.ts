/** What a list can be sorted by; a minus turns it round. Ties stand in the order of their ids, turned round alike. */
export const SORT_KEYS = ['receivedAt', 'updatedAt', 'severity', 'escalationLevel', 'statusSince'] as const;
export type SortKey = (typeof SORT_KEYS)[number];
export type CaseSort = SortKey | `-${SortKey}`;

export const DEFAULT_SORT: CaseSort = '-receivedAt';

/** Every order that cases are listed in. Only cases with an open message are in the last one. */
export type OrderName = CaseSort | 'oldestOpenMessageAt';

export interface SortOrder {
  /** Of `{present}` and of `{versions}`. Cases where it is null are not in the order. */
  readonly column: string;
  readonly keyType: 'string' | 'number';
  /** Of `{present}`, in this order. */
  readonly index: string;
  /** Of `{versions}`: the one that passes over the most. */
  readonly pastIndex: string;
  readonly direction: 'ASC' | 'DESC';
}

type Column = Omit<SortOrder, 'direction'>;

const pastIndex = 'versions_received';
const COLUMNS: Readonly<Record<SortKey, Column>> = {
  receivedAt: { column: 'received_at', keyType: 'string', index: 'present_received', pastIndex },
  updatedAt: { column: 'updated_at', keyType: 'string', index: 'present_updated', pastIndex },
  severity: { column: 'severity', keyType: 'number', index: 'present_severity', pastIndex },
  escalationLevel: { column: 'escalation_level', keyType: 'number', index: 'present_level', pastIndex },
  statusSince: { column: 'status_since', keyType: 'string', index: 'present_since', pastIndex },
};

const bothWays = SORT_KEYS.flatMap((key): [CaseSort, SortOrder][] => [
  [key, { ...COLUMNS[key], direction: 'ASC' }],
  [`-${key}`, { ...COLUMNS[key], direction: 'DESC' }],
]);

export const SORT_ORDERS: Readonly<Record<OrderName, SortOrder>> = {
  ...(Object.fromEntries(bothWays) as Record<CaseSort, SortOrder>),
  oldestOpenMessageAt: {
    column: 'oldest_open_at',
    keyType: 'string',
    index: 'present_unanswered',
    pastIndex: 'versions_unanswered',
    direction: 'ASC',
  },
};

export const CASE_SORTS: readonly CaseSort[] = bothWays.map(([sort]) => sort);

/** The rows that follow one in an order. */
export function follows({ direction }: Pick<SortOrder, 'direction'>): '<' | '>' {
  return direction === 'ASC' ? '>' : '<';
}
