import { type CliCommand, type ExitCode, type Io } from '../cli-command';
import { CopyError } from './copy-error';
import { copyLog } from './copy-log';
import { storeTrouble } from '../store-trouble';
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
    const line = error instanceof CopyError ? error.message : storeTrouble(error);
    if (line === null) throw error;
    stderr.write(`${line}\n`);
    return 1;
  }
}
