import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type EventStore, type NewEvent } from '@redress/event-store';
import { type Question } from './answers';

export const GOLDEN_LOGS = resolve(__dirname, '../../../../golden-logs');

/** How a log was made, and what else a test needs to know of it. */
export interface GoldenHeader {
  readonly log: string;
  readonly madeBy: { readonly version: string; readonly commit: string };
  /** The instant at which the answers were given. */
  readonly now: string;
  /** What keyed the ids and hashes. */
  readonly secret: string;
  /** The file it was imported from, beside the log, with the example mapping and the published policy that were used. */
  readonly imported?: {
    readonly file: string;
    readonly mapping: string;
    readonly policy: string;
    readonly summary: Readonly<Record<string, number>>;
  };
  /** Requests over HTTP that gave the log, and how they were answered; see `packages/nestjs/test/golden-retries`. */
  readonly requests?: readonly unknown[];
}

export type GoldenEvent = NewEvent & { readonly stream: string; readonly revision: number };

export interface GoldenLog extends GoldenHeader {
  /** `<version>/<log>` */
  readonly name: string;
  readonly directory: string;
  /** In the order of the log. */
  readonly events: readonly GoldenEvent[];
  readonly answers: readonly { readonly question: Question; readonly answer: unknown }[];
}

/** Every log that a version before left; the oldest first. */
export function goldenLogs(): readonly GoldenLog[] {
  const versions = readdirSync(GOLDEN_LOGS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return versions.flatMap(({ name: version }) => {
    const directory = join(GOLDEN_LOGS, version);
    const files = readdirSync(directory).filter((file) => file.endsWith('.jsonl.gz'));
    return files
      .sort()
      .map((file) => read(directory, `${version}/${file.replace('.jsonl.gz', '')}`, join(directory, file)));
  });
}

/** The first line says how the log was made; then come the events, each as stored, and then the answers. */
function read(directory: string, name: string, file: string): GoldenLog {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
  const [header, ...rest] = lines.map((line) => JSON.parse(line) as unknown);
  return {
    ...(header as GoldenHeader),
    name,
    directory,
    events: rest.filter((line): line is GoldenEvent => 'revision' in (line as object)),
    answers: rest.filter((line): line is GoldenLog['answers'][number] => 'question' in (line as object)),
  };
}

/** Puts the events into an empty store, byte for byte, in the order of the log. */
export async function appendGolden(store: EventStore, { events }: GoldenLog): Promise<void> {
  for (const { stream, revision, ...event } of events) {
    await store.append(stream, revision === 0 ? 'noStream' : revision - 1, [event]);
  }
}
