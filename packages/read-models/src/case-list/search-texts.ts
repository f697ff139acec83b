import { type CaseEventType, eventTypes, type RecordedEvent } from '@redress/domain';

/** What people look for again: what was said and written, and notes; not why somebody did something. */
const SEARCHED = ['subject', 'text', 'question', 'remedy', 'note', 'summary'];

export interface SearchTexts {
  /** What was written, one text after the other; a redaction of the event withholds all of it. Null for none. */
  readonly written: string | null;
  /** The complainant's name, when the event says it. No redaction withholds it; a correction replaces it. */
  readonly name: string | null;
}

export function searchTexts(event: RecordedEvent): SearchTexts {
  const personal = (event.data.personal ?? {}) as Readonly<Record<string, unknown>>;
  // Nothing may be found that a redaction could not withhold.
  const fields = eventTypes[event.type as CaseEventType].redactable.filter((field) => SEARCHED.includes(field));
  const texts = fields.map((field) => personal[field]).filter((text) => typeof text === 'string');
  return { written: texts.length === 0 ? null : texts.join('\n'), name: nameIn(event) };
}

function nameIn(event: RecordedEvent): string | null {
  if (event.type === 'ComplainantCorrected') return event.data.personal?.changes.name ?? null;
  if (event.type !== 'ComplaintReceived') return null;
  const complainant = event.data.personal?.complainant;
  return complainant === undefined || 'unknown' in complainant ? null : complainant.name;
}
