import { type DueCase, type DueCases, type ReadModelDatabase, type ReadModelSnapshot } from '@redress/application';
import { CASE_LIST, CASE_LIST_VERSION } from '../case-list/case-list-projection';
import { STANDING } from './tables';

type Due = DueCase;
type Kind = Due['kind'];

/** What falls due, along the indexes of what is not on record yet. */
export class DueClocks implements DueCases {
  constructor(private readonly database: ReadModelDatabase) {}

  /** A case once for each kind. Rejects with ReadModelBehindError when no read model serves yet. */
  due(atMs: number, limit: number): Promise<readonly Due[]> {
    const at = new Date(atMs).toISOString();
    return this.read((snapshot) =>
      [...oldest(snapshot, 'breach', at, limit), ...oldest(snapshot, 'escalation', at, limit)]
        .sort((a, b) => compared(a.at, b.at))
        .slice(0, limit)
        .map(({ caseId, kind }) => ({ caseId, kind })),
    );
  }

  /**
   * Of several thresholds of one clock the first that is not on record yet: the next one counts when that is. Rejects
   * with ReadModelBehindError when no read model serves yet.
   */
  next(afterMs: number): Promise<number | null> {
    const after = new Date(afterMs).toISOString();
    return this.read((snapshot) => {
      const found = (['breach', 'escalation'] as const).flatMap((kind) => {
        const at = snapshot.prepare(nextSql[kind]).get(after)?.['at'];
        return at === undefined ? [] : [Date.parse(at as string)];
      });
      return found.length === 0 ? null : Math.min(...found);
    });
  }

  private async read<T>(question: (snapshot: ReadModelSnapshot) => T): Promise<T> {
    return this.database.read(CASE_LIST, [CASE_LIST_VERSION], question);
  }
}

/** The cases of a kind that have waited longest, as many as asked for. */
function oldest(snapshot: ReadModelSnapshot, kind: Kind, at: string, limit: number): readonly (Due & { at: string })[] {
  const found = new Map<string, Due & { at: string }>();
  for (const row of snapshot.prepare(dueSql[kind]).iterate(at)) {
    if (found.size >= limit) break;
    const caseId = row['id'] as string;
    // A case of which several clocks are due.
    if (!found.has(caseId)) found.set(caseId, { caseId, kind, at: row['at'] as string });
  }
  return [...found.values()];
}

const notOnRecord: Readonly<Record<Kind, string>> = {
  breach: `{clocks} INDEXED BY {clocks_due} WHERE ${STANDING} AND status = 'running' AND breach_at IS NOT NULL`,
  escalation: `{clocks} INDEXED BY {clocks_escalate} WHERE ${STANDING} AND escalate_at IS NOT NULL`,
};

export const dueSql: Readonly<Record<Kind, string>> = {
  breach: `SELECT id, breach_at AS at FROM ${notOnRecord.breach} AND breach_at <= ? ORDER BY breach_at`,
  escalation: `SELECT id, escalate_at AS at FROM ${notOnRecord.escalation} AND escalate_at <= ? ORDER BY escalate_at`,
};

export const nextSql: Readonly<Record<Kind, string>> = {
  breach: `SELECT breach_at AS at FROM ${notOnRecord.breach} AND breach_at > ? ORDER BY breach_at LIMIT 1`,
  escalation: `SELECT escalate_at AS at FROM ${notOnRecord.escalation} AND escalate_at > ? ORDER BY escalate_at LIMIT 1`,
};

function compared(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
