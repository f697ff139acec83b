import { type EventEnvelope } from '@redress/event-store';

/** What a case takes in memory beside its events; about, in bytes. */
export const EMPTY_CASE_BYTES = 4_000;
/** What a folded case keeps of any event: its id, its command, who gave it, when. */
const EVENT_BYTES = 1_000;

/** Types whose texts a folded case keeps. */
const KEPT_TEXTS: ReadonlySet<string> = new Set(['ComplaintReceived', 'ComplainantCorrected']);

/** About how many bytes a folded case grows by an event. An estimate from above: what is bounded by it is memory. */
export function bytesOf({ type, data }: Pick<EventEnvelope, 'type' | 'data'>): number {
  const { personal, ...rest } = data as { readonly personal?: unknown };
  return EVENT_BYTES + weight(rest) + (KEPT_TEXTS.has(type) ? weight(personal) : 0);
}

/** A string takes two bytes for each unit unless all of it is Latin-1; an object some bytes for each member. */
function weight(value: unknown): number {
  if (typeof value === 'string') return 16 + 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let bytes = 32;
  for (const member of Object.values(value)) bytes += 16 + weight(member);
  return bytes;
}
