// The disk is full while 32 writers write, and later has room again; then it is full once more, and the process is killed. A
// small file system of its own where one can be mounted.
// Claimed: what the disk has no room for is refused as not recorded, for that reason, within seconds, and is not on record, after
// the kill neither; nothing that was acknowledged is touched; the process stays up, and goes on by itself once there is room.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Reader, result, until, Writers } from '../processes.mjs';

const FULL_AT = 6 * 1024 * 1024;
const ROOM_AGAIN = 256 * 1024 * 1024;
/** The second time the disk is full when it holds so much more than now. */
const LITTLE_ROOM = 512 * 1024;
const REFUSALS = 100;
const AFTERWARDS = 300;
/** Far below the ten seconds that a caller waits at most, and far above what a refusal takes on a busy machine. */
const SLOWEST_MS = 5_000;

/**
 * Where SQLite finds no room for the index of the write-ahead log, the commit stands in that already: it fails with an
 * input/output error, and nobody knows. Seen once in some hundred refusals.
 */
const TOLD = ['StoreFullError', 'UnsettledError'];
const MOST_UNKNOWN = 0.05;

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
  const check = async (when) => {
    const answer = await reader.check(disk, true, notes);
    violations.push(...answer.violations.map((what) => `${when}: ${what}`));
    return answer;
  };
  try {
    const writers = new Writers(disk, notes);
    let child;
    const start = (from) => {
      const started = writers.start(from);
      child = started.child;
      return started.exited;
    };
    const heard = (name, count) =>
      until(() => {
        writers.listen();
        if (child.exitCode !== null) throw new Error(`The writer ended with ${child.exitCode}`);
        return writers[name] >= count;
      }, `${name} ${count}`);

    const first = start(seed);
    await heard('unavailable', REFUSALS);
    await check('while the disk was full');
    resize(disk, ROOM_AGAIN);
    await heard('acknowledged', writers.acknowledged + AFTERWARDS);

    leaveLittle(disk);
    await heard('unavailable', writers.unavailable + REFUSALS);
    child.kill('SIGKILL');
    await first;
    resize(disk, ROOM_AGAIN);
    await check('after the kill on a full disk');

    const second = start(seed + 1);
    await heard('acknowledged', writers.acknowledged + AFTERWARDS);
    child.send('stop');
    const { code, said } = await second;
    if (code !== 0) violations.push(`the writer ended with ${code}: ${said}`);
    const after = await check('at the end');
    violations.push(...(await result('check-read-models.mjs', [disk])).violations);
    writers.listen();
    const { refusals, slowestRefusalMs } = writers;
    for (const name of Object.keys(refusals))
      if (!TOLD.includes(name)) violations.push(`${refusals[name]} commands were told ${name}`);
    const unknown = refusals.UnsettledError ?? 0;
    if (unknown > MOST_UNKNOWN * refusals.StoreFullError)
      violations.push(`${unknown} commands were told that it is unknown`);
    if (slowestRefusalMs > SLOWEST_MS) violations.push(`a refusal took ${slowestRefusalMs} ms`);
    const { acknowledged, events } = after;
    return { how: `tmpfs of ${FULL_AT} bytes`, refusals, slowestRefusalMs, acknowledged, events, violations };
  } finally {
    reader.close();
    spawnSync('umount', ['-l', disk]);
  }
}

function resize(disk, bytes) {
  const { status, stderr } = spawnSync('mount', ['-o', `remount,size=${bytes}`, disk]);
  if (status !== 0) throw new Error(`The file system could not be given ${bytes} bytes: ${stderr}`);
}

/** The writers go on meanwhile, and nothing can be made smaller than what it holds. */
function leaveLittle(disk) {
  for (let room = LITTLE_ROOM; ; room *= 2) {
    try {
      return resize(disk, used(disk) + room);
    } catch (error) {
      if (room > ROOM_AGAIN / 4) throw error;
    }
  }
}

/** Bytes that the file system holds now. */
function used(disk) {
  const { stdout } = spawnSync('df', ['--block-size=1', '--output=used', disk], { encoding: 'utf8' });
  return Number(stdout.trim().split('\n').at(-1));
}
