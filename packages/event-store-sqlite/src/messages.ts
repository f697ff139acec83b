import { type ExpectedRevision, type NewEvent } from '@redress/event-store';
import { type Failure } from './failures';

/*
 * What the store and its writer thread tell each other. Tuples, because a structured clone of an object copies the name
 * of every member of every event.
 */

export interface WriterOptions {
  readonly file: string;
  /** How long to wait for another process's lock, in milliseconds. */
  readonly patienceMs: number;
}

export interface WorkerData {
  readonly options: WriterOptions;
  /** Of the bell that is rung after each request. */
  readonly memory: Int32Array<SharedArrayBuffer>;
}

export type EventRow = readonly [
  id: string,
  type: string,
  schemaVersion: number,
  hash: string | null,
  data: string,
  metadata: string,
];

export type AppendRequest = readonly [stream: string, expected: ExpectedRevision, events: readonly EventRow[]];

/** `appends` are answered in their order, by one or more {@link Reply}; `close` by the thread's end. */
export type Request =
  | { readonly kind: 'appends'; readonly appends: readonly AppendRequest[] }
  | { readonly kind: 'close' }
  /** For tests: the file may not grow over so many pages, as if the disk were full. */
  | { readonly kind: 'limit'; readonly pages: number };

/** Where the last event of an append stands. */
export type Written = readonly [revision: number, position: number];

/** Revision of the stream's last event; -1 when the stream does not exist. */
export interface Wrong {
  readonly code: 'wrong-expected-revision';
  readonly actual: number;
}

export type Outcome = Written | Wrong | Failure;

export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'outcomes'; readonly outcomes: readonly Outcome[] };

export function toRow({ id, type, schemaVersion, hash, data, metadata }: NewEvent): EventRow {
  return [id, type, schemaVersion, hash, data, metadata];
}
