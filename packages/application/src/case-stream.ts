import {
  type Actor,
  type Case,
  caseUpcasters,
  type DecidedEvent,
  evolve,
  eventTypes,
  isClockEventType,
  type RecordedEvent,
  SYSTEM_ACTOR,
  withhold,
} from '@redress/domain';
import {
  type ChainEnd,
  EMPTY_CHAIN,
  type EventDraft,
  type EventEnvelope,
  type ImportSource,
  openEnvelope,
  type Position,
  type StoredEvent,
  upcasting,
} from '@redress/event-store';

export const CASE_STREAM_PREFIX = 'case-';

export function caseStream(caseId: string): string {
  return CASE_STREAM_PREFIX + caseId;
}

export function caseIdOf(stream: string): string {
  return stream.slice(CASE_STREAM_PREFIX.length);
}

const upcast = upcasting(caseUpcasters);

/** A stored event as the domain folds it. */
export function recordedEvent(envelope: EventEnvelope): RecordedEvent {
  const { id, revision, type, data, metadata } = upcast(envelope);
  const { occurredAt, occurredAtPrecision, recordedAt, actor, source } = metadata;
  const context = { id, revision, occurredAt, occurredAtPrecision, recordedAt, actor };
  return { type, data, ...context, ...(source === undefined ? {} : { source }) } as RecordedEvent;
}

/** Where a command stands in its stream. */
interface CommandOnRecord {
  readonly hash: string | undefined;
  /** Revision of the last event it gave. */
  revision: number;
}

/** A case folded from its stream, with what the next append and the next retry need to know. */
export interface LoadedCase {
  readonly id: string;
  readonly state: Case | null;
  readonly end: ChainEnd;
  /** Of the last event; '' before the first. */
  readonly position: Position;
  /** Which commands gave the events. Grows with the stream and is shared along it: it only ever learns more of the truth. */
  readonly commands: Map<string, CommandOnRecord>;
}

export function noCase(id: string): LoadedCase {
  return { id, state: null, end: EMPTY_CHAIN, position: '', commands: new Map() };
}

const nothing: ReadonlySet<string> = new Set();

/**
 * The case after the events that follow what was loaded.
 * @param redacted ids of events whose texts are withheld by a redaction that comes later than these events
 */
export function advance(
  loaded: LoadedCase,
  events: readonly StoredEvent[],
  redacted: ReadonlySet<string> = nothing,
): LoadedCase {
  let { state, end, position } = loaded;
  for (const event of events) {
    const envelope = openEnvelope(event);
    state = evolve(loaded.id, state, recordedEvent(withhold(envelope, redacted)));
    noteCommand(loaded.commands, envelope);
    end = { revision: event.revision, hash: envelope.metadata.hash, recordedAt: envelope.metadata.recordedAt };
    position = event.position;
  }
  return { ...loaded, state, end, position };
}

function noteCommand(commands: LoadedCase['commands'], { metadata, revision }: EventEnvelope): void {
  const known = commands.get(metadata.commandId);
  if (known === undefined) commands.set(metadata.commandId, { hash: metadata.commandHash, revision });
  else if (revision > known.revision) known.revision = revision;
}

/** All that an event says of itself beside what was decided. */
export interface Provenance {
  readonly actor: Actor;
  readonly recordedAt: string;
  readonly commandId: string;
  readonly commandHash?: string;
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly source?: ImportSource;
}

/** Decided events as drafts that can be sealed. The clocks are kept by the system, whoever's command they follow from. */
export function drafts(events: readonly DecidedEvent[], provenance: Provenance): readonly EventDraft[] {
  const common = { ...provenance, correlationId: provenance.correlationId ?? provenance.commandId };
  return events.map(({ type, data, occurredAt, occurredAtPrecision }) => {
    const actor = isClockEventType(type) ? SYSTEM_ACTOR : provenance.actor;
    const metadata = { ...common, actor, occurredAt, occurredAtPrecision };
    return { type, schemaVersion: eventTypes[type].schemaVersion, data, metadata };
  });
}
