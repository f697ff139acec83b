import { eventTypes, type CaseEventType } from './events';
import { REDACTED } from './vocabulary';

/** The ids of the events whose texts a redaction on record withholds. */
export function redactedEventIds(
  events: Iterable<{ readonly type: string; readonly data: unknown }>,
): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const event of events) {
    if (event.type === 'ContentRedacted') ids.add((event.data as { event: string }).event);
  }
  return ids;
}

/** An event as it may be shown: each withheld field of `data.personal` reads `{redacted: true}`. */
export function withhold<E extends { readonly id: string; readonly type: string; readonly data: unknown }>(
  event: E,
  redacted: ReadonlySet<string>,
): E {
  if (!redacted.has(event.id)) return event;
  const data = event.data as { personal?: Record<string, unknown> };
  if (data.personal === undefined) return event;
  const withheld = [...(eventTypes[event.type as CaseEventType]?.redactable ?? []), 'lateReason'];
  const personal = Object.fromEntries(
    Object.entries(data.personal).map(([field, value]) => [field, withheld.includes(field) ? REDACTED : value]),
  );
  return { ...event, data: { ...data, personal } };
}
