import {
  type Case,
  type CaseEventType,
  caseUpcasters,
  type DecidedEvent,
  evolve,
  eventTypes,
  isClockEventType,
  type RecordedEvent,
  SYSTEM_ACTOR,
  withhold,
} from '@redress/domain';
import { EMPTY_CHAIN, type EventDraft, type EventEnvelope, type StoredEvent, upcasting } from '@redress/event-store';
import { bytesOf, EMPTY_CASE_BYTES } from './case-size';
import { UnreadableEventError } from './errors';
import { endAfter, type LoadedStream, noteCommand } from './loaded-stream';
import { draftsOf, type Provenance } from './provenance';

export const CASE_STREAM_PREFIX = 'case-';

export function caseStream(caseId: string): string {
  return CASE_STREAM_PREFIX + caseId;
}

export function caseIdOf(stream: string): string {
  return stream.slice(CASE_STREAM_PREFIX.length);
}

const upcast = upcasting(caseUpcasters);

/**
 * What a newer version of Redress, or something else, wrote into a case may say who is to see it or that it has ended:
 * whoever does not know what it says must not guess.
 * @throws {UnreadableEventError}
 */
export function assertReadable(event: Pick<StoredEvent, 'stream' | 'revision' | 'type' | 'schemaVersion'>): void {
  const { type, schemaVersion } = event;
  if (!Object.hasOwn(eventTypes, type)) throw new UnreadableEventError('unknown-event-type', event);
  if (schemaVersion > eventTypes[type as CaseEventType].schemaVersion) {
    throw new UnreadableEventError('newer-schema-version', event);
  }
}

/** A stored event as the domain folds it. */
export function recordedEvent(envelope: EventEnvelope): RecordedEvent {
  const { id, revision, type, data, metadata } = upcast(envelope);
  const { occurredAt, occurredAtPrecision, recordedAt, actor, source } = metadata;
  const context = { id, revision, occurredAt, occurredAtPrecision, recordedAt, actor };
  return { type, data, ...context, ...(source === undefined ? {} : { source }) } as RecordedEvent;
}

/** A case folded from its stream, with what the next append and the next retry need to know. */
export interface LoadedCase extends LoadedStream {
  readonly id: string;
  readonly state: Case | null;
  /** What it takes in memory: an estimate, from above. */
  readonly bytes: number;
}

export function noCase(id: string): LoadedCase {
  return { id, state: null, end: EMPTY_CHAIN, position: '', commands: new Map(), bytes: EMPTY_CASE_BYTES };
}

const nothing: ReadonlySet<string> = new Set();

/**
 * The case after the events that follow what was loaded.
 * @param envelopes checked, when they come from the store; see `openStream`
 * @param redacted ids of events whose texts are withheld by a redaction that comes later than these events
 * @throws {UnreadableEventError}
 */
export function advance(
  loaded: LoadedCase,
  envelopes: readonly EventEnvelope[],
  redacted: ReadonlySet<string> = nothing,
): LoadedCase {
  let { state, end, position, bytes } = loaded;
  for (const envelope of envelopes) {
    assertReadable(envelope);
    state = evolve(loaded.id, state, recordedEvent(withhold(envelope, redacted)));
    noteCommand(loaded.commands, envelope);
    end = endAfter(envelope);
    position = envelope.position;
    bytes += bytesOf(envelope);
  }
  return { ...loaded, state, end, position, bytes };
}

/** Decided events as drafts that can be sealed. The clocks are kept by the system, whoever's command they follow from. */
export function drafts(events: readonly DecidedEvent[], provenance: Provenance): readonly EventDraft[] {
  return draftsOf(events, eventTypes, provenance, ({ type }) =>
    isClockEventType(type) ? SYSTEM_ACTOR : provenance.actor,
  );
}
