import { type Position } from '@redress/event-store';

/** How far read models have read the log, and when they get further. */
export interface ReadModelProgress {
  /** Up to here every answer is true. */
  readonly position: Position;
  /** Calls back when they have read further, maybe more often; returns how to stop that. */
  onAdvance(listener: () => void): () => void;
}
