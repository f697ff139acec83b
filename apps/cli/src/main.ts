import { type CliCommand, type ExitCode, type Io, UsageError } from './cli-command';
import { clockCommand } from './clock/clock-command';
import { copyCommand } from './copy/copy-command';
import { holidaysCommand } from './holidays/holidays-command';
import { importCommand } from './import/import-command';
import { verifyCommand } from './verify/verify-command';

/** What `redress` can do; `replay`, `export` and `rebuild` will stand here too. */
const COMMANDS: ReadonlyMap<string, CliCommand> = new Map([
  ['import', importCommand],
  ['verify', verifyCommand],
  ['copy', copyCommand],
  ['clock', clockCommand],
  ['holidays', holidaysCommand],
]);

/**
 * @param argv without the interpreter and the script
 * @returns the exit code
 */
export async function main(argv: readonly string[], io: Io = process): Promise<ExitCode> {
  const [name, ...args] = argv;
  if (name === undefined || name === '--help' || name === '-h') {
    io[name === undefined ? 'stderr' : 'stdout'].write(overview());
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.get(name);
  if (command === undefined) {
    io.stderr.write(`There is no command ${name}.\n\n${overview()}`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    io.stdout.write(command.usage);
    return 0;
  }
  try {
    return await command.run(args, io);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.stderr.write(`${error.message}\n\n${command.usage}`);
    return 2;
  }
}

function overview(): string {
  const lines = [...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`);
  return `Usage: redress COMMAND ...\n\n${lines.join('\n')}\n\nredress COMMAND --help says more.\n`;
}
