// 32 callers and two subscriptions at an EventStoreDB test server that misbehaves, in every way it knows, run after run;
// and at three of them, of which one hangs.
// Claimed: no acknowledged event is lost, none is doubled, every caller has an answer within its deadline, and the
// subscriptions see every event once and in order.
import { FAULTS, findingsIn, misbehaviourRun, sumOf } from '@redress/event-store-eventstoredb/testing';

/** Among all the other scenarios. */
const FEW_RUNS = 3;
const PROGRESS_EVERY = 10;

export async function scenario({ seed, say, runs = FEW_RUNS }) {
  const violations = [];
  const rows = new Map();
  for (let run = 0; run < runs; run++) {
    for (const misbehaviour of FAULTS) {
      const figures = await misbehaviourRun(misbehaviour, seed + run);
      violations.push(...findingsIn(figures).map((finding) => `${misbehaviour}, seed ${seed + run}: ${finding}`));
      const row = rows.get(misbehaviour);
      rows.set(misbehaviour, row === undefined ? figures : sumOf(row, figures));
    }
    if ((run + 1) % PROGRESS_EVERY === 0)
      say(`  ${run + 1} runs of ${runs}, ${violations.length} findings${told(rows)}`);
  }
  return { rows: [...rows].map(([misbehaviour, row]) => ({ misbehaviour, ...row })), violations };
}

/** Whom it was left open for how often. */
function told(rows) {
  const unknown = [...rows].filter(([, { toldUnknown }]) => toldUnknown > 0);
  const counts = unknown.map(([misbehaviour, row]) => `${misbehaviour} ${row.toldUnknown} of ${row.acknowledged}`);
  return counts.length === 0 ? '' : `; told unknown: ${counts.join(', ')}`;
}
