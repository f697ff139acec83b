// What every suite shares: medians of interleaved runs, so that both sides see the same machine.

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Things done per second by `work`, which says how many it did. */
export async function rate(work) {
  const start = process.hrtime.bigint();
  const count = await work();
  return count / (Number(process.hrtime.bigint() - start) / 1e9);
}

/** Runs the two in turn and takes the median of each; the ratio is the median of the pairs'. */
export async function compare({ name, unit, target, rounds, measured, baseline }) {
  const pairs = [];
  for (let round = 0; round < rounds; round++) pairs.push([await measured(round), await baseline(round)]);
  const value = median(pairs.map(([ours]) => ours));
  const plain = median(pairs.map(([, theirs]) => theirs));
  return { name, unit, target, value, baseline: plain, ratio: median(pairs.map(([ours, theirs]) => ours / theirs)) };
}

/** Runs `task(i)` for i below `count`, so many at a time. */
export async function concurrently(callers, count, task) {
  let next = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (next < count) await task(next++);
    }),
  );
  return count;
}
