/** What the edge of the service bears: connections, and how long requests and answers may stand still. */
export interface EdgeLimits {
  /** Connections at once; one address has half of them at most. */
  readonly connections: number;
  /** Until the whole of a request has come; its headers have a third of it. Milliseconds. */
  readonly requestTimeoutMs: number;
  /** As long as an answer may stand still because its reader takes nothing of it. Milliseconds. */
  readonly stallTimeoutMs: number;
}

export const DEFAULT_EDGE: EdgeLimits = { connections: 2_000, requestTimeoutMs: 30_000, stallTimeoutMs: 30_000 };
