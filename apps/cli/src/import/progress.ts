import { Presets, SingleBar } from 'cli-progress';

/** How far an import is, for whoever watches it. */
export interface Progress {
  start(rows: number): void;
  advance(rows: number): void;
  stop(): void;
}

export const noProgress: Progress = { start: () => undefined, advance: () => undefined, stop: () => undefined };

export function progressBar(stream: NodeJS.WritableStream): Progress {
  const bar = new SingleBar(
    { stream, format: '{bar} {percentage}% | {value}/{total} rows | {eta_formatted} left', hideCursor: true },
    Presets.shades_classic,
  );
  return {
    start: (rows) => bar.start(rows, 0),
    advance: (rows) => bar.increment(rows),
    stop: () => bar.stop(),
  };
}
