import { userInfo } from 'node:os';
import { confirmClock, isoInstant, systemClock } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type CliCommand, type ExitCode, type Io } from '../cli-command';
import { storeTrouble } from '../store-trouble';
import { CLOCK_USAGE, clockOptions, type ClockOptions } from './clock-options';

/** As long as the service waits for it. */
const LOCK_PATIENCE_MS = 1_000;

export const clockCommand: CliCommand = {
  summary: "confirm the machine's clock, so that what falls due is recorded again",
  usage: CLOCK_USAGE,
  run: (args, io) => confirm(clockOptions(args, io.env), io),
};

async function confirm({ log }: ClockOptions, { stdout, stderr }: Io): Promise<ExitCode> {
  try {
    if (!log.exists()) throw new Error(`There is no log at ${log.name}: name the one of the service`);
    const { store } = await log.openTarget(LOCK_PATIENCE_MS);
    try {
      const { atMs } = await confirmClock(store, systemClock.now(), operator());
      stdout.write(`${JSON.stringify({ at: isoInstant(atMs) })}\n`);
      return 0;
    } finally {
      await store.close();
    }
  } catch (error) {
    stderr.write(`${storeTrouble(error) ?? (error as Error).message}\n`);
    return 1;
  }
}

/** Who may write the log needs no key: the user of the machine. */
function operator(): Actor {
  return { id: userName(), kind: 'person', role: 'admin', via: 'redress clock confirm' };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a user that has no name.
    return String(process.getuid?.() ?? 'operator');
  }
}
