import { Injectable } from '@nestjs/common';
import { type Actor, type CaseEventType } from '@redress/domain';
import { type EventEnvelope } from '@redress/event-store';
import { VisibleCases } from './visible-cases';

/** Where events name another case. */
const OTHER_CASE: Partial<Record<CaseEventType, 'case' | 'source' | 'into'>> = {
  CasesLinked: 'case',
  CasesUnlinked: 'case',
  MergeAccepted: 'source',
  MergeCompleted: 'source',
  MergeAborted: 'source',
  ComplaintMerged: 'into',
};

/** In place of a case's id. It is not `{redacted: true}`: no redaction on record withholds it, and others are shown it. */
const HIDDEN = { hidden: true } as const;

/**
 * Events as somebody may see them: the id of another case that is hidden from that person reads `{hidden: true}`. All else
 * stays, the hash included, which stands for what is stored; who sees every case sees every event as it is.
 */
@Injectable()
export class VisibleEvents {
  constructor(private readonly visibleCases: VisibleCases) {}

  async of(events: readonly EventEnvelope[], actor: Actor): Promise<readonly EventEnvelope[]> {
    const others = events.flatMap((event) => otherCase(event) ?? []);
    const hidden = await this.visibleCases.hidden(others, actor);
    return hidden.size === 0 ? events : events.map((event) => withoutHidden(event, hidden));
  }
}

function otherCase(event: EventEnvelope): string | undefined {
  const field = OTHER_CASE[event.type as CaseEventType];
  return field === undefined ? undefined : (event.data as Record<string, string>)[field];
}

function withoutHidden(event: EventEnvelope, hidden: ReadonlySet<string>): EventEnvelope {
  const field = OTHER_CASE[event.type as CaseEventType];
  if (field === undefined || !hidden.has(otherCase(event) ?? '')) return event;
  return { ...event, data: { ...(event.data as object), [field]: HIDDEN } };
}
