import { setTimeout as sleep } from 'node:timers/promises';
import { type Actor, type Case, maySee, withhold } from '@redress/domain';
import {
  type EventEnvelope,
  type EventStore,
  openSealed,
  type Position,
  RecordCorruptError,
  type StoredEvent,
} from '@redress/event-store';
import { type CaseRepository } from './case-repository';
import { caseIdOf, CASE_STREAM_PREFIX, caseStream } from './case-stream';
import { type Clock, isoInstant } from './clock';
import { HistoryReader } from './history-reader';
import { CaseNotFoundError, FutureInstantError, NotYetRecordedError, UnreadableEventError } from './errors';

const DEFAULT_LIMIT = 200;

/** Which past is asked for; both given: both must hold. Instants are ISO 8601 UTC with milliseconds. */
export interface Moment {
  /** What was known then: events with `recordedAt` up to it. */
  readonly asOf?: string;
  /** What had happened by then: events with `occurredAt` up to it, folded in the order they were recorded. */
  readonly asOfOccurred?: string;
}

export interface CaseAnswer {
  readonly state: Case;
  /** The instant the answer is given as of. */
  readonly at: string;
  /** Of the last event on record, whatever moment was asked for. */
  readonly position: Position;
}

export interface EventPage {
  readonly events: readonly EventEnvelope[];
  /** Cases whose events are left out of the page, because one of them cannot be trusted or read. */
  readonly unreadable: readonly string[];
  readonly position: Position;
  readonly atEnd: boolean;
}

export interface HistoryRange {
  /** Revision of the event before the page; default -1, before the first one. */
  readonly after?: number;
  /** At most so many events, at least 1; default 200. */
  readonly limit?: number;
}

export interface HistoryPage {
  readonly events: readonly EventEnvelope[];
  /** Others follow that belong to the moment. */
  readonly hasMore: boolean;
  /** Of the last event on record, whatever moment was asked for. */
  readonly position: Position;
}

/** What somebody who may see a case is shown of its events. */
interface Access {
  /** Ids of the events whose texts are withheld. */
  readonly redacted: ReadonlySet<string>;
}

/** Reads cases and the log from the store itself: always current. */
export class CaseReader {
  constructor(
    private readonly store: EventStore,
    private readonly repository: CaseRepository,
    private readonly clock: Clock,
    private readonly settleHorizonMs: number,
  ) {}

  /**
   * The case now, or as of a moment. Access and redactions are judged now, whatever the moment.
   * @throws {CaseNotFoundError | NotYetRecordedError | FutureInstantError}
   */
  async get(caseId: string, actor: Actor, moment: Moment = {}): Promise<CaseAnswer> {
    await this.settled(moment);
    const loaded = await this.repository.load(caseId);
    const { state, position } = loaded;
    if (state === null || !maySee(state, actor)) throw new CaseNotFoundError(caseId);
    if (moment.asOf === undefined && moment.asOfOccurred === undefined) {
      return { state, at: isoInstant(this.clock.now()), position };
    }
    const redacted = new Set(state.redactedEvents);
    const past = await this.repository.past(caseId, redacted, isAfter(moment), isWithin(moment));
    if (past.state === null) throw new NotYetRecordedError(caseId);
    return { state: past.state, at: earliest(moment), position };
  }

  /**
   * A page of the history of a case as stored, first event first, with hashes; withheld texts read `{redacted: true}`. It
   * may hold fewer events than the limit, when their texts are long.
   * @throws {CaseNotFoundError | NotYetRecordedError | FutureInstantError}
   */
  async events(caseId: string, actor: Actor, moment: Moment = {}, range: HistoryRange = {}): Promise<HistoryPage> {
    const { after = -1, limit = DEFAULT_LIMIT } = range;
    await this.settled(moment);
    const { state, position } = await this.repository.load(caseId);
    if (state === null || !maySee(state, actor)) throw new CaseNotFoundError(caseId);
    const history = new HistoryReader(this.store, this.repository.longWork, caseStream(caseId));
    const { events, hasMore } = await history.page({
      after,
      limit,
      isBehind: isAfter(moment),
      isTold: isWithin(moment),
    });
    if (events.length === 0 && after < 0) throw new NotYetRecordedError(caseId);
    const redacted = new Set(state.redactedEvents);
    return { events: events.map((envelope) => withhold(envelope, redacted)), hasMore, position };
  }

  /**
   * The whole log after a position, as far as the actor may see it; `position` passes what was left out, and `unreadable`
   * names the cases of which nobody can say who may see them.
   */
  async feed(actor: Actor, after: Position, limit: number): Promise<EventPage> {
    const page = await this.store.readAll({ after, limit, filter: { streamPrefixes: [CASE_STREAM_PREFIX] } });
    const access = new Map<string, Access | 'unreadable' | null>();
    // One after the other: each may be long, and only what is asked of it is kept.
    for (const { stream } of page.events) {
      const id = caseIdOf(stream);
      if (!access.has(id)) access.set(id, await this.accessTo(id, actor));
    }
    const events = page.events.flatMap((event) => {
      const id = caseIdOf(event.stream);
      const envelope = openedIfSound(event);
      // The case was remembered, from before it was changed.
      if (envelope === null) access.set(id, 'unreadable');
      return envelope ?? [];
    });
    const visible = events.flatMap((envelope) => {
      const of = access.get(caseIdOf(envelope.stream)) ?? null;
      return of === null || of === 'unreadable' ? [] : withhold(envelope, of.redacted);
    });
    const unreadable = [...access].flatMap(([id, of]) => (of === 'unreadable' ? [id] : []));
    return { events: visible, unreadable, position: page.position, atEnd: page.atEnd };
  }

  /** Null when the actor may not know of it. */
  private async accessTo(id: string, actor: Actor): Promise<Access | 'unreadable' | null> {
    try {
      const { state } = await this.repository.load(id);
      return state === null || !maySee(state, actor) ? null : { redacted: new Set(state.redactedEvents) };
    } catch (error) {
      if (error instanceof RecordCorruptError || error instanceof UnreadableEventError) return 'unreadable';
      throw error;
    }
  }

  /**
   * Waits until nothing can be recorded any more that would change the answer as of the moment.
   * @throws {FutureInstantError}
   */
  async settled(moment: Moment): Promise<void> {
    const now = this.clock.now();
    for (const parameter of ['asOf', 'asOfOccurred'] as const) {
      const instant = moment[parameter];
      if (instant !== undefined && Date.parse(instant) > now) throw new FutureInstantError(parameter);
    }
    if (moment.asOf === undefined) return;
    const remaining = Date.parse(moment.asOf) + this.settleHorizonMs - now;
    if (remaining > 0) await sleep(remaining);
  }
}

/** Null when it cannot be trusted. */
function openedIfSound(event: StoredEvent): EventEnvelope | null {
  try {
    return openSealed(event);
  } catch (error) {
    if (error instanceof RecordCorruptError) return null;
    throw error;
  }
}

/** Whether an event, and with it all that follow, was recorded after the moment. */
function isAfter({ asOf }: Moment): (envelope: EventEnvelope) => boolean {
  return ({ metadata }) => asOf !== undefined && metadata.recordedAt > asOf;
}

/** Whether an event had happened by the moment. */
function isWithin({ asOfOccurred }: Moment): (envelope: EventEnvelope) => boolean {
  return ({ metadata }) => asOfOccurred === undefined || metadata.occurredAt <= asOfOccurred;
}

function earliest({ asOf, asOfOccurred }: Moment): string {
  return [asOf, asOfOccurred].filter((instant) => instant !== undefined).sort()[0] as string;
}
