/** What a command may touch of the process that runs it. */
export interface Io {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** 0: done. 1: stopped. 2: called in a way that it does not understand. */
export type ExitCode = 0 | 1 | 2;

/** One word after `redress`. */
export interface CliCommand {
  readonly summary: string;
  readonly usage: string;
  /** @throws {UsageError} */
  run(args: readonly string[], io: Io): Promise<ExitCode>;
}

/** The command line does not make sense; the usage is shown with it. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
