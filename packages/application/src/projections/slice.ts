import { type Position, type StoredEvent, type StreamsCursor } from '@redress/event-store';

/** `lost`: nothing was applied, for the build is no longer what it was. */
export type Outcome = 'applied' | 'lost';

/** Events to be applied with their checkpoint. */
export interface Slice {
  readonly events: readonly StoredEvent[];
  /** The checkpoint before, as far as the feed knows. */
  readonly after: Position;
  /** The checkpoint afterwards; it may lie behind the last event, when others were passed over. */
  readonly end: Position;
  /** Another slice follows at once. */
  readonly more: boolean;
}

/** Whole streams to be applied in one transaction. */
export interface StreamsSlice {
  readonly events: readonly StoredEvent[];
  /** The cursor before, as far as the feed knows. */
  readonly after: StreamsCursor | null;
  /** The cursor afterwards. */
  readonly cursor: StreamsCursor;
  /** No stream is left. */
  readonly atEnd: boolean;
}

/** Applies what was read of the log to the tables of one build, in this thread or in another. */
export interface SliceApplier {
  /** As long as more follows, so many events are worth gathering before they are applied together; 0: none. */
  readonly window: number;
  /**
   * All of it, in one transaction or in several, unless it is stopped. What cannot be applied is parked.
   * @param passed told after each transaction how far the build has come
   */
  apply(slice: Slice, passed: (to: Position) => void): Promise<Outcome>;
  /** As `apply`, of a build that is made from whole streams. */
  applyStreams(slice: StreamsSlice): Promise<Outcome>;
  /** Nothing more is to be applied; what is under way comes to an end soon. */
  stop(): void;
}
