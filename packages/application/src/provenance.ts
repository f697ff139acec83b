import { type Actor, type Dated, RULES_VERSION } from '@redress/domain';
import { type EventDraft, type ImportSource } from '@redress/event-store';

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

/** The part of a request that its events carry. */
export type Asking = Pick<Provenance, 'actor' | 'commandId' | 'commandHash' | 'correlationId' | 'causationId'>;

/** What the events of a request say of themselves; of what was not given they say nothing. */
export function provenanceOf(request: Asking, recordedAt: string): Provenance {
  const { actor, commandId, commandHash, correlationId, causationId } = request;
  return {
    actor,
    recordedAt,
    commandId,
    ...(commandHash === undefined ? {} : { commandHash }),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(causationId === undefined ? {} : { causationId }),
  };
}

/** An event as decided: what it says, and when it happened. */
interface Decided<Type extends string> extends Dated {
  readonly type: Type;
  readonly data: object;
}

/**
 * Decided events as drafts that can be sealed.
 * @param actorOf who did it, where that is not whoever asked for it
 */
export function draftsOf<Type extends string>(
  events: readonly Decided<Type>[],
  types: Readonly<Record<Type, { readonly schemaVersion: number }>>,
  provenance: Provenance,
  actorOf: (event: Decided<Type>) => Actor = () => provenance.actor,
): readonly EventDraft[] {
  const correlationId = provenance.correlationId ?? provenance.commandId;
  return events.map((event) => {
    const { type, data, occurredAt, occurredAtPrecision } = event;
    const metadata = {
      ...provenance,
      rules: RULES_VERSION,
      correlationId,
      actor: actorOf(event),
      occurredAt,
      occurredAtPrecision,
    };
    return { type, schemaVersion: types[type].schemaVersion, data, metadata };
  });
}
