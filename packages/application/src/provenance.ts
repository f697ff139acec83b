import { type Actor, type Precision } from '@redress/domain';
import { type EventDraft, type ImportSource } from '@redress/event-store';

/** All that an event says of itself beside what was decided. */
export interface Provenance {
  readonly actor: Actor;
  readonly occurredAt: string;
  readonly occurredAtPrecision: Precision;
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
export function provenanceOf(request: Asking, recordedAt: string, occurredAt: string): Provenance {
  const { actor, commandId, commandHash, correlationId, causationId } = request;
  return {
    actor,
    occurredAt,
    occurredAtPrecision: 'instant',
    recordedAt,
    commandId,
    ...(commandHash === undefined ? {} : { commandHash }),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(causationId === undefined ? {} : { causationId }),
  };
}

/** Decided events as drafts that can be sealed. */
export function draftsOf<Type extends string>(
  events: readonly { readonly type: Type; readonly data: object }[],
  types: Readonly<Record<Type, { readonly schemaVersion: number }>>,
  provenance: Provenance,
): readonly EventDraft[] {
  const metadata = { ...provenance, correlationId: provenance.correlationId ?? provenance.commandId };
  return events.map(({ type, data }) => ({ type, schemaVersion: types[type].schemaVersion, data, metadata }));
}
