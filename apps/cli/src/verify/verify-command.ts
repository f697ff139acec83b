import { type CliCommand, type ExitCode, type Io } from '../cli-command';
import { storeTrouble } from '../store-trouble';
import { type Finding, verifyLog } from './verify-log';
import { VERIFY_USAGE, verifyOptions, type VerifyOptions } from './verify-options';

export const verifyCommand: CliCommand = {
  summary: 'check every hash and every chain of the log',
  usage: VERIFY_USAGE,
  run: (args, io) => verify(verifyOptions(args, io.env), io),
};

async function verify({ log: where }: VerifyOptions, { stdout, stderr }: Io): Promise<ExitCode> {
  try {
    const log = await where.openSource();
    try {
      const verified = await verifyLog(log, (finding) => stdout.write(`${lineOf(finding)}\n`));
      stdout.write(`${JSON.stringify(verified)}\n`);
      return verified.bad === 0 ? 0 : 1;
    } finally {
      await log.close();
    }
  } catch (error) {
    stderr.write(`${storeTrouble(error) ?? (error as Error).message}\n`);
    return 1;
  }
}

function lineOf(finding: Finding): string {
  if (finding.stream === null) return `log position ${finding.position}: ${finding.reason}`;
  return `${printable(finding.stream)} revision ${finding.revision}: ${finding.reason}`;
}

/** Who edits a log may have put anything into a name, line ends included. */
function printable(name: string): string {
  return /^[!-~]+$/.test(name) ? name : JSON.stringify(name);
}
