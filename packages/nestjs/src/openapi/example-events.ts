import { eventTypes } from '@redress/domain';
import { EMPTY_CHAIN, type EventEnvelope, openEnvelope, seal } from '@redress/event-store';
import { type Page } from '../http/page';
import { type ExampleCase, exampleHistory } from './example-cases';
import { EXAMPLE_CASE_ID } from './example-ids';

/** The history of an example, sealed as it would be. */
export function exampleEventPage(of: ExampleCase): Page<EventEnvelope> {
  return { data: exampleEvents(of), page: { next: null } };
}

function exampleEvents(of: ExampleCase): readonly EventEnvelope[] {
  const stream = `case-${EXAMPLE_CASE_ID}`;
  const { events } = exampleHistory(of);
  const commandId = (index: number): string => `9d3f5b7a-1c2e-5d4f-a6b8-0000000000${10 + index}`;
  const drafts = events.map(({ type, data, actor, occurredAt, occurredAtPrecision, recordedAt }, index) => ({
    type,
    schemaVersion: eventTypes[type].schemaVersion,
    data,
    metadata: {
      actor,
      occurredAt,
      occurredAtPrecision,
      recordedAt,
      correlationId: commandId(index),
      commandId: commandId(index),
    },
  }));
  const ids = events.map(({ id }) => id);
  return seal(stream, EMPTY_CHAIN, drafts, () => ids.shift() as string).map((event, index) =>
    openEnvelope({ ...event, stream, position: String(41 + index).padStart(16, '0') }),
  );
}
