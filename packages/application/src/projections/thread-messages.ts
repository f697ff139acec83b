import { type Build } from './builds';
import { type Outcome, type Slice, type StreamsSlice } from './slice';

/** What the thread is started with. */
export interface ThreadData {
  /** Path of `read-models.db`. */
  readonly file: string;
  /** Path of a module; see `ReadModelDatabaseOptions.projectionsModule`. */
  readonly module: string;
  /** Which file that was when it was opened here; see `fileIdentity`. */
  readonly identity?: string;
}

export type ThreadRequest =
  /** `now`: milliseconds since 1970, by the clock of who asks. */
  | {
      readonly kind: 'apply';
      readonly feed: number;
      readonly build: Build;
      readonly slice: Slice;
      readonly now: number;
    }
  | {
      readonly kind: 'apply-streams';
      readonly feed: number;
      readonly build: Build;
      readonly slice: StreamsSlice;
      readonly now: number;
    }
  | { readonly kind: 'stop'; readonly feed: number }
  | { readonly kind: 'close' };

export type ThreadReply =
  | { readonly kind: 'passed'; readonly feed: number; readonly to: string }
  | { readonly kind: 'done'; readonly feed: number; readonly outcome: Outcome }
  /** `code`: see `poisonCode`. */
  | { readonly kind: 'failed'; readonly feed: number; readonly code: string }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly line: string };
