import { OutcomeUnknownError, StoreUnavailableError, StoreUnusableError } from '@redress/event-store';
import { type CliCommand, type ExitCode, type Io } from '../cli-command';
import { CopyError } from './copy-error';
import { copyLog } from './copy-log';
import { COPY_USAGE, copyOptions, type CopyOptions } from './copy-options';

export const copyCommand: CliCommand = {
  summary: 'copy a log into another store, and verify the copy',
  usage: COPY_USAGE,
  run: (args, io) => copy(copyOptions(args), io),
};

async function copy({ from, to }: CopyOptions, { stdout, stderr }: Io): Promise<ExitCode> {
  try {
    const source = await from.openSource();
    try {
      const target = await to.openTarget();
      try {
        stdout.write(`${JSON.stringify(await copyLog(source, target))}\n`);
        return 0;
      } finally {
        await target.store.close();
      }
    } finally {
      await source.close();
    }
  } catch (error) {
    const line = lineOf(error);
    if (line === null) throw error;
    stderr.write(`${line}\n`);
    return 1;
  }
}

/** Null: a fault of the program. */
function lineOf(error: unknown): string | null {
  if (error instanceof CopyError || error instanceof StoreUnusableError) return error.message;
  if (error instanceof StoreUnavailableError || error instanceof OutcomeUnknownError) {
    return `${error.message}. Run the same command again: it goes on`;
  }
  return null;
}
