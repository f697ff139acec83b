import { type Witness } from './callers';

/** What the log and the callers say of each other. */
export interface Account {
  readonly acknowledged: number;
  /** Acknowledged, and not where it was said to be. */
  readonly lost: number;
  /** There more than once, or although it was refused, or although nobody sent it. */
  readonly doubled: number;
}

type Placed = { readonly id: string; readonly stream: string; readonly revision: bigint | number };

/** @param log every event that the server holds of the witness's streams */
export function account({ acknowledged }: Witness, log: readonly Placed[]): Account {
  const placeOf = ({ stream, revision }: Placed): string => `${stream} ${revision}`;
  const byPlace = new Map(log.map((event) => [placeOf(event), event.id]));
  const expected = [...acknowledged].flatMap(([stream, byRevision]) =>
    [...byRevision].map(([revision, id]) => ({ stream, revision, id })),
  );
  const ids = new Set(expected.map(({ id }) => id));
  const lost = expected.filter((event) => byPlace.get(placeOf(event)) !== event.id).length;
  const seen = new Set<string>();
  let doubled = 0;
  for (const { id } of log) {
    if (seen.has(id) || !ids.has(id)) doubled++;
    seen.add(id);
  }
  return { acknowledged: expected.length, lost, doubled };
}
