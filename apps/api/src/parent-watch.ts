import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How often they are looked for. */
const LOOK_MS = 500;
const SHELLS = ['sh', 'ash', 'bash', 'dash', 'ksh', 'zsh'];

/**
 * Calls back once when the npm that started this process has ended: `kill` of `npm start` ends npm, and mostly neither the
 * shell that npm puts in between nor the service, which would go on and hold the port.
 * @param env says whether npm, or what does as npm does, started it: a service that was started by hand outlives its shell
 */
export function whenNpmEnds(env: NodeJS.ProcessEnv, ended: () => void): void {
  if (env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const npm = npmAbove(parent);
  const timer = setInterval(() => {
    if (process.ppid === parent && isThere(npm)) return;
    clearInterval(timer);
    ended();
  }, LOOK_MS).unref();
}

/** The parent, or, where that is the shell of npm's script, who started the shell. */
function npmAbove(parent: number): number {
  const seen = processOf(parent);
  return seen !== null && SHELLS.includes(seen.name) ? seen.parent : parent;
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Null where nobody tells, as on Windows: then only the parent is watched. */
function processOf(pid: number): { readonly name: string; readonly parent: number } | null {
  const [, name = '', parent] = /\((.*)\) \S (\d+) /.exec(statOf(pid)) ?? [];
  return parent === undefined ? null : { name, parent: Number(parent) };
}

function statOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return statByPs(pid);
  }
}

/** As Linux has it in `/proc`: `12 (sh) S 1 `. */
function statByPs(pid: number): string {
  try {
    const said = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' });
    const [, parent = '', path = ''] = /^\s*(\d+)\s+-?(.*?)\s*$/.exec(said) ?? [];
    return `${pid} (${path.split('/').at(-1)}) S ${parent} `;
  } catch {
    return '';
  }
}
