// The disk is full while 32 writers write, and later has room again. A small file system of its own where one can be mounted;
// else the process may write no file longer than so much, which SQLite hears of as a failed write.
// Claimed: what the disk has no room for is refused, and nothing that was acknowledged is touched; the process stays up, and
// goes on by itself once there is room.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Reader, result, until, Writers } from '../processes.mjs';

const FULL_AT = '6m';
const ROOM_AGAIN = '256m';
const REFUSALS = 100;
const AFTERWARDS = 300;

export async function scenario({ seed, dir, say }) {
  const disk = join(dir, 'disk');
  const notes = join(dir, 'notes');
  mkdirSync(disk, { recursive: true });
  mkdirSync(notes, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${FULL_AT}`, 'tmpfs', disk]);
  if (mounted.status !== 0) {
    say(
      'disk-full: skipped, no file system can be mounted here; the tests of the service limit the size of its files instead',
    );
    return { skipped: String(mounted.stderr ?? mounted.error).trim(), violations: [] };
  }
  const reader = new Reader();
  const violations = [];
  try {
    const writers = new Writers(disk, notes);
    const { child, exited } = writers.start(seed);
    const heard = (name, count) =>
      until(() => {
        writers.listen();
        if (child.exitCode !== null) throw new Error(`The writer ended with ${child.exitCode}`);
        return writers[name] >= count;
      }, `${name} ${count}`);
    await heard('unavailable', REFUSALS);
    const before = writers.acknowledged;
    const full = await reader.check(disk, true, notes);
    violations.push(...full.violations.map((what) => `while the disk was full: ${what}`));
    spawnSync('mount', ['-o', `remount,size=${ROOM_AGAIN}`, disk]);
    await heard('acknowledged', before + AFTERWARDS);
    child.send('stop');
    const { code, said } = await exited;
    if (code !== 0) violations.push(`the writer ended with ${code}: ${said}`);
    const after = await reader.check(disk, true, notes);
    violations.push(...after.violations);
    const models = await result('check-read-models.mjs', [disk]);
    violations.push(...models.violations);
    const { unavailable } = writers;
    return {
      how: `tmpfs of ${FULL_AT}`,
      refused: unavailable,
      acknowledged: after.acknowledged,
      events: after.events,
      violations,
    };
  } finally {
    reader.close();
    spawnSync('umount', ['-l', disk]);
  }
}
