import { isClockEventType, type RecordedEvent } from '@redress/domain';
import { type EventEnvelope } from '@redress/event-store';
import { recordedEvent } from '../case-stream';

/** What was decided in one go, without what it meant for the clocks. */
export interface Step {
  /** The present against which it was judged; ISO 8601 UTC. */
  readonly now: string;
  /** None: somebody only recorded what had become of clocks. */
  readonly events: readonly RecordedEvent[];
}

/**
 * What was decided on a case, one decision after the other. A row of an import may give several commands under one id, so
 * it is not the id that tells them apart: each decision gives one event of the case, but for the acknowledgement that goes
 * out with a message or a response.
 */
export function stepsOf(envelopes: readonly EventEnvelope[]): readonly Step[] {
  const steps: { now: string; events: RecordedEvent[]; commandId: string }[] = [];
  let previous: EventEnvelope | null = null;
  for (const envelope of envelopes) {
    const { commandId } = envelope.metadata;
    const last = steps.at(-1);
    if (isClockEventType(envelope.type)) {
      // Breaches that were due stand before what was decided, so whose step this is may yet have to be seen.
      if (last?.commandId !== commandId) steps.push({ now: nowOf(envelope), events: [], commandId });
    } else {
      const event = recordedEvent(envelope);
      const isOpen = last?.commandId === commandId && (last.events.length === 0 || isOneDecision(previous, envelope));
      if (isOpen) last.events.push(event);
      else steps.push({ now: '', events: [event], commandId });
      const step = steps.at(-1) as (typeof steps)[number];
      step.now = nowOf(envelope);
    }
    previous = envelope;
  }
  return steps.map(({ now, events }) => ({ now, events }));
}

/** Whoever writes to the complainant of a case that nobody acknowledged yet acknowledges it by that. */
function isOneDecision(before: EventEnvelope | null, { type, metadata }: EventEnvelope): boolean {
  if (before?.type !== 'ComplaintAcknowledged' || before.metadata.occurredAt !== metadata.occurredAt) return false;
  return type === 'MessageSent' || type === 'ResponseIssued';
}

/** An imported row was judged as of its own instant, or of a later one that it tells of. */
function nowOf({ metadata: { source, recordedAt, occurredAt } }: EventEnvelope): string {
  if (source === undefined) return recordedAt;
  return source.at === undefined || source.at < occurredAt ? occurredAt : source.at;
}
