import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { importedCaseId } from '@redress/application';
import { main } from '../../src/main';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The secret of the logs that tests import into; two logs under one secret hold the same ids. */
export const SECRET = 'the secret that the tests of the command have';

/** The id of a case that was imported under {@link SECRET}. */
export function importedId(mapping: string, caseKey: string): string {
  return importedCaseId(Buffer.from(SECRET), mapping, caseKey);
}

/** Runs the command in this process. */
export async function redress(args: readonly string[], given: Record<string, string> = {}): Promise<Outcome> {
  const env = { REDRESS_SECRET: SECRET, ...given };
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const code = await main(args, { stdout, stderr, env });
  stdout.end();
  stderr.end();
  const [out, err] = await said;
  return { code, stdout: out, stderr: err };
}

/** The last line on stdout. @throws {Error} with what was said instead */
export function summaryOf({ code, stdout, stderr }: Outcome): unknown {
  const line = stdout.trim().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) throw new Error(`No summary on stdout; exit code ${code}, stderr: ${stderr}`);
  return JSON.parse(line) as unknown;
}

/** Starts the built command in a process of its own. */
export function startRedress(args: readonly string[]): {
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
} {
  const bin = join(__dirname, '../../bin/redress.js');
  if (!existsSync(join(__dirname, '../../dist/main.js')))
    throw new Error('The command is not built: run npm run build');
  const child = spawn(process.execPath, [bin, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, REDRESS_SECRET: SECRET },
  });
  const outcome = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]).then(
    ([[code], stdout, stderr]): Outcome => ({ code: code as number | null, stdout, stderr }),
  );
  return { child, outcome };
}
