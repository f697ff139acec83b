import { type StatementSync } from 'node:sqlite';
import { type EventFilter, type StoredEvent } from '@redress/event-store';

/**
 * The tables of one build of a read model, within the transaction under way. In SQL `{name}` stands for the build's own
 * table (or index) of that name, so that two builds stand beside each other in one file.
 */
export interface ReadModelTables {
  /** Prepared once and kept: give the same text every time. */
  prepare(sql: string): StatementSync;
  /** Several statements, for making tables. */
  exec(sql: string): void;
}

/** How one read model is folded from the log. Synchronous: a batch and its checkpoint are one short transaction. */
export interface Projection {
  /** Kebab case; part of the tables' names. */
  readonly name: string;
  /** Raised whenever tables or folding change: another version is built beside the old one from the log's start. */
  readonly version: number;
  readonly filter: EventFilter;
  /**
   * Prefixes of all streams of the filter, when streams may also be applied whole, one after the other: those of the first
   * prefix first. A build from the log's start is then several times faster, where the store can read that way.
   */
  readonly wholeStreams?: readonly string[];
  createTables(tables: ReadModelTables): void;
  /**
   * Applies events in log order. Whatever it throws undoes the batch; the event that cannot be applied is tried again
   * and then its stream is parked.
   */
  apply(tables: ReadModelTables, events: readonly StoredEvent[]): void;
  /** Takes away all that a stream left behind, because it is parked: what is not kept up to date must not be shown. */
  remove(tables: ReadModelTables, stream: string): void;
}
