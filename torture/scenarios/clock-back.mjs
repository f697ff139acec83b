// The clock is stepped back an hour, in a running process and between two.
// Claimed: recordedAt never goes back in a stream, nothing is lost, no breach is recorded before its time. The reader checks.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Reader, result, until, Writers } from '../processes.mjs';

const HOUR_MS = 3_600_000;
const COMMANDS = 400;

export async function scenario({ seed, dir }) {
  const log = join(dir, 'clock');
  mkdirSync(log, { recursive: true });
  const writers = new Writers(log);
  const reader = new Reader();
  const violations = [];
  const shifts = [0, -HOUR_MS, HOUR_MS, 0];
  for (const [n, clockShiftMs] of shifts.entries()) {
    const { child, exited, ready } = writers.start(seed + n, { clockShiftMs });
    await ready;
    for (const shiftMs of [clockShiftMs, clockShiftMs - HOUR_MS]) {
      child.send({ shiftMs });
      const enough = writers.acknowledged + COMMANDS;
      await until(() => {
        writers.listen();
        if (child.exitCode !== null) throw new Error(`The writer ended with ${child.exitCode}`);
        return writers.acknowledged >= enough;
      }, `${COMMANDS} commands`);
    }
    child.send('stop');
    const { code, said } = await exited;
    if (code !== 0) violations.push(`the writer ended with ${code}: ${said}`);
    violations.push(...(await reader.check(log)).violations);
  }
  const whole = await reader.check(log, true);
  reader.close();
  const models = await result('check-read-models.mjs', [log]);
  violations.push(...whole.violations, ...models.violations);
  if (whole.breaches === 0) violations.push('no breach was recorded, so nothing was shown of when: take another seed');
  return {
    steps: shifts.length * 2 - 1,
    acknowledged: whole.acknowledged,
    events: whole.events,
    breaches: whole.breaches,
    violations,
  };
}
