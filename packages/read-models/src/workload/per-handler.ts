import { type Obligation, OBLIGATIONS, OPEN_STATUSES } from '@redress/domain';
import { type HandlerWorkload, type OpenStatus } from './workload-query';

/** What SQL counts for one handler under one name. */
export type HandlerRow = {
  readonly id: string | null;
  readonly name: string | null;
  /** When a case under this name was changed last. */
  readonly updatedAt: string;
  readonly highestLevel: number | null;
  readonly oldestReceivedAt: string | null;
  readonly oldestOpenMessageAt: string | null;
} & { readonly [Column in `status:${OpenStatus}` | `owes:${Obligation}`]: number };

/** One workload for each handler: who was written in different ways bears the name used last. */
export function perHandler(rows: readonly HandlerRow[]): readonly HandlerWorkload[] {
  const byId = new Map<string | null, HandlerRow[]>();
  for (const row of rows) byId.set(row.id, [...(byId.get(row.id) ?? []), row]);
  return [...byId.values()].map(workload).sort(byName);
}

function workload(rows: readonly HandlerRow[]): HandlerWorkload {
  const { id, name } = rows.reduce((latest, row) => (row.updatedAt > latest.updatedAt ? row : latest));
  const sum = (column: keyof HandlerRow): number => rows.reduce((total, row) => total + Number(row[column]), 0);
  const byStatus = counts(OPEN_STATUSES, (status) => sum(`status:${status}`));
  return {
    handler: id === null ? null : { id, name: name ?? id },
    open: OPEN_STATUSES.reduce((total, status) => total + byStatus[status], 0),
    byStatus,
    owes: counts(OBLIGATIONS, (obligation) => sum(`owes:${obligation}`)),
    highestLevel: most(rows.map((row) => row.highestLevel)),
    oldestReceivedAt: earliest(rows.map((row) => row.oldestReceivedAt)),
    oldestOpenMessageAt: earliest(rows.map((row) => row.oldestOpenMessageAt)),
  };
}

function counts<Name extends string>(names: readonly Name[], count: (name: Name) => number): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, count(name)])) as Record<Name, number>;
}

function most(levels: readonly (number | null)[]): number | null {
  const known = levels.filter((level) => level !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function earliest(instants: readonly (string | null)[]): string | null {
  return instants.filter((instant) => instant !== null).sort()[0] ?? null;
}

function byName({ handler: a }: HandlerWorkload, { handler: b }: HandlerWorkload): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return compared(a.name, b.name) || compared(a.id, b.id);
}

/** By code units: the same order on every machine. */
function compared(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
