import { setTimeout as sleep } from 'node:timers/promises';
import { type Actor, type Case, foldCase, maySee, redactedEventIds, withhold } from '@redress/domain';
import {
  type EventEnvelope,
  type EventStore,
  openSealed,
  openStream,
  type Position,
  RecordCorruptError,
  type StoredEvent,
} from '@redress/event-store';
import { type CaseRepository } from './case-repository';
import { caseIdOf, CASE_STREAM_PREFIX, caseStream, recordedEvent } from './case-stream';
import { type Clock, isoInstant } from './clock';
import { CaseNotFoundError, FutureInstantError, NotYetRecordedError, UnreadableEventError } from './errors';

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
    const history = await this.history(caseId, moment);
    const past = foldCase(caseId, history.map(recordedEvent));
    if (past === null) throw new NotYetRecordedError(caseId);
    return { state: past, at: earliest(moment), position };
  }

  /**
   * The history of a case as stored, first event first, with hashes; withheld texts read `{redacted: true}`.
   * @throws {CaseNotFoundError | FutureInstantError}
   */
  async events(caseId: string, actor: Actor, moment: Moment = {}): Promise<readonly EventEnvelope[]> {
    await this.settled(moment);
    const { state } = await this.repository.load(caseId);
    if (state === null || !maySee(state, actor)) throw new CaseNotFoundError(caseId);
    return this.history(caseId, moment);
  }

  /**
   * The whole log after a position, as far as the actor may see it; `position` passes what was left out, and `unreadable`
   * names the cases of which nobody can say who may see them.
   */
  async feed(actor: Actor, after: Position, limit: number): Promise<EventPage> {
    const page = await this.store.readAll({ after, limit, filter: { streamPrefixes: [CASE_STREAM_PREFIX] } });
    const ids = [...new Set(page.events.map((event) => caseIdOf(event.stream)))];
    const cases = new Map(await Promise.all(ids.map(async (id) => [id, await this.stateOf(id)] as const)));
    const envelopes = page.events.flatMap((event) => {
      const envelope = openedIfSound(event);
      // The case was remembered, from before it was changed.
      if (envelope === null) cases.set(caseIdOf(event.stream), 'unreadable');
      return envelope ?? [];
    });
    const events = envelopes.flatMap((envelope) => {
      const state = cases.get(caseIdOf(envelope.stream)) ?? null;
      if (state === null || state === 'unreadable' || !maySee(state, actor)) return [];
      return withhold(envelope, new Set(state.redactedEvents));
    });
    const unreadable = ids.filter((id) => cases.get(id) === 'unreadable');
    return { events, unreadable, position: page.position, atEnd: page.atEnd };
  }

  private async stateOf(id: string): Promise<Case | null | 'unreadable'> {
    try {
      return (await this.repository.load(id)).state;
    } catch (error) {
      if (error instanceof RecordCorruptError || error instanceof UnreadableEventError) return 'unreadable';
      throw error;
    }
  }

  private async history(caseId: string, { asOf, asOfOccurred }: Moment): Promise<readonly EventEnvelope[]> {
    const envelopes = openStream(await this.store.readStream(caseStream(caseId)));
    const redacted = redactedEventIds(envelopes);
    return envelopes
      .filter(({ metadata }) => asOf === undefined || metadata.recordedAt <= asOf)
      .filter(({ metadata }) => asOfOccurred === undefined || metadata.occurredAt <= asOfOccurred)
      .map((envelope) => withhold(envelope, redacted));
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

function earliest({ asOf, asOfOccurred }: Moment): string {
  return [asOf, asOfOccurred].filter((instant) => instant !== undefined).sort()[0] as string;
}
