import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = join(__dirname, '..', 'dist', 'main.js');
const START_LIMIT_MS = 30_000;
/** Whoever starts processes waits for them, longer on a busy machine. */
jest.setTimeout(60_000);

export interface ServiceOptions {
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Bytes a file may grow to, as a disk that is full: the limit of the shell that starts the service, in KiB. */
  readonly fileSizeLimitKiB?: number;
  /** Run as this user; default the one who runs the tests. */
  readonly uid?: number;
}

export interface Exit {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real service, started as a process of its own from what `npm start` runs. */
export class Service {
  private stdout = '';
  private stderr = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly exited: Promise<Exit>,
    readonly dataDir: string,
  ) {}

  /** Whether a user can start it: the files of the repository may be for others' eyes alone. */
  static isFor(uid: number): boolean {
    return spawnSync(process.execPath, ['--check', MAIN], { uid }).status === 0;
  }

  static spawn({ dataDir, env = {}, fileSizeLimitKiB, uid }: ServiceOptions): Service {
    const environment = { PATH: process.env['PATH'] ?? '', PORT: '0', REDRESS_DATA_DIR: dataDir, ...env };
    // SIGXFSZ is ignored so that a write past the limit fails as on a full disk instead of ending the process.
    const limited = ['-c', `trap '' XFSZ; ulimit -f ${fileSizeLimitKiB}; exec "$0" "$1"`, process.execPath, MAIN];
    const child =
      fileSizeLimitKiB === undefined
        ? spawn(process.execPath, [MAIN], { env: environment, ...(uid === undefined ? {} : { uid }) })
        : spawn('bash', limited, { env: environment });
    const exited = new Promise<Exit>((resolve) => {
      child.once('close', (code) => resolve({ code, stdout: service.stdout, stderr: service.stderr }));
    });
    const service: Service = new Service(child, exited, dataDir);
    child.stdout?.on('data', (chunk: Buffer) => (service.stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (service.stderr += chunk.toString()));
    return service;
  }

  /** Started and listening. */
  static async start(options: ServiceOptions): Promise<Service> {
    const service = Service.spawn(options);
    await service.baseUrl();
    return service;
  }

  /** Where it listens; rejects when it ends before it does. */
  async baseUrl(): Promise<string> {
    const deadline = Date.now() + START_LIMIT_MS;
    while (Date.now() < deadline) {
      const [, url] = /"url":"(http:[^"]+)"/.exec(this.stdout) ?? [];
      if (url !== undefined) return url;
      if (this.child.exitCode !== null)
        throw new Error(`The service ended with ${this.child.exitCode}: ${this.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`The service does not listen: ${this.stdout}${this.stderr}`);
  }

  output(): string {
    return this.stdout + this.stderr;
  }

  /** What stands in the first start's line about the key it made. */
  firstKey(): string {
    const [, key] = /REDRESS_KEY=(\S+)/.exec(this.output()) ?? [];
    if (key === undefined) throw new Error(`No key was printed: ${this.output()}`);
    return key;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
    this.child.kill(signal);
    return this.exited;
  }
}

/** A directory that is gone after the test. */
export function temporaryDirectory(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'redress-api-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
