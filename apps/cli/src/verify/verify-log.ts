import {
  canonicalJson,
  type ChainEnd,
  EMPTY_CHAIN,
  type EventStore,
  type Position,
  RecordCorruptError,
  START,
  type StoredEvent,
  verifyNext,
} from '@redress/event-store';
import { UNSEALED_STREAMS } from '../unsealed-streams';
import { ChainEnds } from './chain-ends';

/** A log as far as it is verified. */
export interface VerifiableLog extends Pick<EventStore, 'readAll' | 'head'> {
  /** Where positions have no holes by design: so many events are missing between two that follow one another. */
  missingBetween?(before: Position, after: Position): number;
}

/** The first thing wrong with a stream; or a hole in the log, where nobody can say any more whose events stood there. */
export type Finding =
  | { readonly stream: string; readonly revision: number; readonly reason: string }
  | { readonly stream: null; readonly position: Position; readonly reason: string };

export interface Verified {
  readonly streams: number;
  readonly events: number;
  /** Findings: bad streams, and holes in the log. */
  readonly bad: number;
}

/** The texts of so many events are in memory at a time. */
const PAGE = 1_000;

/**
 * Verifies every stream up to the end that the log has now, in one pass and in memory that does not grow with it. A stream
 * is followed to its first flaw: what comes behind that stands on nothing.
 * @param onFinding called for each as soon as it is found
 * @throws {StoreUnusableError} the log cannot be read to its end
 */
export async function verifyLog(log: VerifiableLog, onFinding: (finding: Finding) => void): Promise<Verified> {
  const run = new Verification(log, onFinding);
  const end = await log.head();
  try {
    for (let after = START; after < end;) {
      const page = await log.readAll({ after, limit: PAGE });
      for (const event of page.events) run.take(event);
      if (page.atEnd) break;
      after = page.position;
    }
    return run.result();
  } finally {
    run.close();
  }
}

class Verification {
  private readonly ends = new ChainEnds();
  private streams = 0;
  private events = 0;
  private bad = 0;
  private last: Position = START;

  constructor(
    private readonly log: VerifiableLog,
    private readonly onFinding: (finding: Finding) => void,
  ) {}

  take(event: StoredEvent): void {
    this.events += 1;
    this.lookForHole(event.position);
    const standing = this.ends.get(event.stream);
    if (standing === undefined) this.streams += 1;
    if (standing === null) return;
    try {
      this.ends.set(event.stream, nextEnd(standing ?? EMPTY_CHAIN, event));
    } catch (error) {
      if (!(error instanceof RecordCorruptError)) throw error;
      const { stream, revision, reason } = error;
      this.ends.set(stream, null);
      this.report({ stream, revision, reason });
    }
  }

  result(): Verified {
    return { streams: this.streams, events: this.events, bad: this.bad };
  }

  close(): void {
    this.ends.close();
  }

  private lookForHole(position: Position): void {
    const missing = this.log.missingBetween?.(this.last, position) ?? 0;
    this.last = position;
    if (missing > 0) this.report({ stream: null, position, reason: `events are missing before it: ${missing}` });
  }

  private report(finding: Finding): void {
    this.bad += 1;
    this.onFinding(finding);
  }
}

function nextEnd(end: ChainEnd, event: StoredEvent): ChainEnd {
  return UNSEALED_STREAMS.some((prefix) => event.stream.startsWith(prefix))
    ? nextUnsealed(end, event)
    : verifyNext(end, event);
}

/** Without hashes only the order and the form can be checked. @throws {RecordCorruptError} */
function nextUnsealed(end: ChainEnd, event: StoredEvent): ChainEnd {
  const corrupt = (reason: string): RecordCorruptError => new RecordCorruptError(event.stream, event.revision, reason);
  if (event.revision !== end.revision + 1) throw corrupt(`revision ${end.revision + 1} was expected here`);
  if (![event.data, event.metadata].every(isCanonical)) throw corrupt('it is not canonical JSON');
  return { ...end, revision: event.revision };
}

function isCanonical(text: string): boolean {
  try {
    return canonicalJson(JSON.parse(text)) === text;
  } catch {
    return false;
  }
}
