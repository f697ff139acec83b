import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** What is kept between two starts. */
export interface LastSeen {
  /** The last reading that was believed, milliseconds since the epoch. */
  readonly atMs: number;
  /** Of the last confirmation that was known by then, -1: none. */
  readonly confirmation: number;
  /** The clock was in doubt when the process ended: a restart answers no doubt. */
  readonly inDoubt: boolean;
}

/** Where that is kept. */
export interface LastSeenStore {
  /** Null: nothing is kept, or it cannot be read. */
  read(): LastSeen | null;
  /** @throws {Error} it cannot be kept just now */
  write(seen: LastSeen): void;
}

/** In a file that is whole at any moment and for this user alone. */
export class LastSeenFile implements LastSeenStore {
  constructor(private readonly path: string) {}

  read(): LastSeen | null {
    try {
      const { at, confirmation, inDoubt } = JSON.parse(readFileSync(this.path, 'utf8')) as Record<string, unknown>;
      const atMs = typeof at === 'string' ? Date.parse(at) : Number.NaN;
      if (Number.isNaN(atMs) || !Number.isSafeInteger(confirmation)) return null;
      return { atMs, confirmation: confirmation as number, inDoubt: inDoubt === true };
    } catch {
      return null;
    }
  }

  write({ atMs, confirmation, inDoubt }: LastSeen): void {
    const draft = `${this.path}.draft`;
    const text = JSON.stringify({ at: new Date(atMs).toISOString(), confirmation, inDoubt });
    writeFileSync(draft, `${text}\n`, { mode: 0o600 });
    const handle = openSync(draft, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, this.path);
  }
}
