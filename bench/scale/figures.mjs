/** The most memory this process ever had, in megabytes. */
export const megabytes = () => (process.resourceUsage().maxRSS * 1024) / 1e6;

/** Seconds of processor time that this process, its threads included, takes for `work`; a busy machine does not add to them. */
export async function cpuSeconds(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

export function print(figures) {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  process.exit(0);
}

/** @param times milliseconds */
export function percentiles(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { p50: at(0.5), p99: at(0.99) };
}
