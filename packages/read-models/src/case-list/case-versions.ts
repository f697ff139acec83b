import { type Case, evolve, foldEach, type RecordedEvent, refolded } from '@redress/domain';
import { commonForm } from './instants';
import { withoutLeftOut } from './packed-case';

/** The end of an interval that has not ended. As long as any other instant, so that ending it moves nothing on disk. */
export const FOREVER = '9999-12-31T23:59:59.999Z';

/**
 * How a case looked to those who knew what was recorded in `[recordedFrom, recordedTo)` and asked for what had happened
 * by an instant in `[occurredFrom, occurredTo)`. An event never happens after it was recorded, so nobody asks for an
 * instant later than what was known (a question without one asks as of the latter): of the area where occurred is later
 * than recorded nothing is kept. That is what makes an event that is recorded as it happens cost one version, not two.
 */
export interface CaseVersion {
  /** Where it is stored; null when it has not been yet. */
  readonly row: number | null;
  readonly recordedFrom: string;
  readonly recordedTo: string;
  readonly occurredFrom: string;
  readonly occurredTo: string;
  readonly state: Case;
}

/** What an event changed of what is believed: the case as it was asked for in `[from, to)` until now, and from now on. */
export interface Evolved {
  readonly from: string;
  readonly to: string;
  /** Null: there was none. */
  readonly before: Case | null;
  readonly after: Case;
}

export interface Advanced {
  /** What is believed now, oldest first: they meet end to end, and the last one is the present. */
  readonly believed: readonly CaseVersion[];
  /** What was believed until now. */
  readonly superseded: readonly CaseVersion[];
  readonly evolved: readonly Evolved[];
}

/**
 * One more event: each version that reaches beyond the instant it happened at evolves. An event in order changes the last
 * version only; a late entry all those after the instant, which are folded anew from the facts.
 * @param believed may lack versions that end before the event happened
 * @param facts of a late entry: all that happened, this event too, in the order in which it was recorded; else null
 */
export function advance(
  id: string,
  believed: readonly CaseVersion[],
  event: RecordedEvent,
  facts: readonly RecordedEvent[] | null = null,
): Advanced {
  const at = commonForm(event.recordedAt);
  const occurred = occurredBy(event);
  if (believed.length === 0) return first(id, event);
  const after: CaseVersion[] = [];
  const superseded: CaseVersion[] = [];
  const evolved: Evolved[] = [];
  const evolve = evolving(id, believed, event, facts);
  for (const version of believed) {
    if (version.occurredTo <= occurred) {
      after.push(version);
      continue;
    }
    const from = later(version.occurredFrom, occurred);
    const isSplit = version.occurredFrom < from;
    if (isSplit) after.push({ ...version, occurredTo: from });
    if (version.recordedFrom < at && from < at) {
      const row = isSplit ? null : version.row;
      superseded.push({ ...version, row, recordedTo: at, occurredFrom: from });
    }
    const state = withoutLeftOut(evolve(version, from));
    const { occurredTo } = version;
    after.push({ row: null, recordedFrom: at, recordedTo: FOREVER, occurredFrom: from, occurredTo, state });
    evolved.push({ from, to: occurredTo, before: version.state, after: state });
  }
  return { believed: after, superseded, evolved };
}

/** What each version becomes by an event that happened within it, or before. */
function evolving(
  id: string,
  believed: readonly CaseVersion[],
  event: RecordedEvent,
  facts: readonly RecordedEvent[] | null,
): (version: CaseVersion, from: string) => Case {
  if (facts === null) return ({ state }) => evolve(id, state, event) as Case;
  const occurred = occurredBy(event);
  const instants = believed
    .filter(({ occurredTo }) => occurredTo > occurred)
    .map(({ occurredFrom }) => later(occurredFrom, occurred));
  const folded = new Map(foldEach(id, facts, occurredBy, instants).map((state, index) => [instants[index], state]));
  return ({ state }, from) => refolded(folded.get(from) ?? null, state, event);
}

/** When it happened, never after it was recorded. */
export function occurredBy(event: Pick<RecordedEvent, 'occurredAt' | 'recordedAt'>): string {
  const occurred = commonForm(event.occurredAt);
  const recorded = commonForm(event.recordedAt);
  return occurred < recorded ? occurred : recorded;
}

function first(id: string, event: RecordedEvent): Advanced {
  const state = evolve(id, null, event);
  if (state === null) return { believed: [], superseded: [], evolved: [] };
  const recorded = { recordedFrom: commonForm(event.recordedAt), recordedTo: FOREVER };
  const from = occurredBy(event);
  return {
    believed: [{ row: null, ...recorded, occurredFrom: from, occurredTo: FOREVER, state }],
    superseded: [],
    evolved: [{ from, to: FOREVER, before: null, after: state }],
  };
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
