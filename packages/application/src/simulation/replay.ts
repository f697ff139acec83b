import { setImmediate } from 'node:timers/promises';
import {
  type BrokenPromise,
  brokenPromises,
  type Case,
  clockEvents,
  clocksAt,
  evolve,
  foldCase,
  type LeftToTarget,
  promisesLeft,
  type RecordedEvent,
  SYSTEM_ACTOR,
} from '@redress/domain';
import { EMPTY_CHAIN, type EventEnvelope, type EventStore, openStream, RecordCorruptError } from '@redress/event-store';
import { assertReadable, caseStream, recordedEvent } from '../case-stream';
import { UnreadableEventError } from '../errors';
import { endAfter } from '../loaded-stream';
import { type Promises } from '../promises';
import { readPage } from '../stream-page';
import { type Step, stepsOf } from './steps';

/** A case twice: as it is on record, and as its clocks would have run under other promises. */
export interface Replayed {
  readonly recorded: Case;
  readonly simulated: Case;
}

/** What is promised to a case in the replay, given what it was promised on record. */
export type ReplayedPromises = (recorded: Pick<Case, 'promised'>) => Promise<Promises>;

/**
 * Plays the history of cases again with other promises. What happened, and when somebody got to know of it, stays as it
 * was; what it meant for the clocks is decided anew by the rules that every command passes. Escalations on risk that are
 * on record stay, those that other promises would have brought are not told: no clock depends on either.
 */
export class Replay {
  constructor(
    private readonly store: EventStore,
    private readonly promisesOf: ReplayedPromises,
    private readonly mayPlay: (recorded: Case) => boolean = () => true,
  ) {}

  /**
   * Null: there is no such case, or none that may be played; that is judged before anything is played.
   * @throws {RecordCorruptError | UnreadableEventError} what is on record of it cannot be read
   * @throws {CalendarRangeError} what is promised would fall due beyond the years that a calendar can tell
   */
  async case(caseId: string): Promise<Replayed | null> {
    const envelopes = await this.history(caseStream(caseId));
    const recorded = foldCase(caseId, envelopes.map(recordedEvent));
    if (recorded === null || !this.mayPlay(recorded)) return null;
    return { recorded, simulated: await this.simulated(recorded, envelopes) };
  }

  /** Without long texts: no clock depends on them, and all of a case is in memory here. */
  private async history(stream: string): Promise<readonly EventEnvelope[]> {
    const history: EventEnvelope[] = [];
    for (let end = EMPTY_CHAIN, isLast = false; !isLast;) {
      const page = await readPage(this.store, stream, end.revision + 1);
      for (const envelope of openStream(page.events, end)) {
        assertReadable(envelope);
        end = endAfter(envelope);
        history.push(withoutLongTexts(envelope));
      }
      ({ isLast } = page);
      if (!isLast) await setImmediate();
    }
    return history;
  }

  private async merged(source: string): Promise<Replayed | null> {
    try {
      return await this.case(source);
    } catch (error) {
      if (isUnreadable(error)) return null;
      throw error;
    }
  }

  private async simulated(recorded: Case, envelopes: readonly EventEnvelope[]): Promise<Case> {
    const promises = await this.promisesOf(recorded);
    let state: Case | null = null;
    for (const step of stepsOf(envelopes)) {
      const events: RecordedEvent[] = [];
      for (const event of step.events) events.push(await this.withPromisesLeft(event, state, step.now, promises));
      state = after(recorded.id, state, { ...step, events }, promises);
    }
    return state as Case;
  }

  /**
   * What a merged case left is what it leaves in the replay. Of one that may not be played, or cannot be read, it is what is on
   * record: other promises would say what that case is like.
   */
  private async withPromisesLeft(
    event: RecordedEvent,
    state: Case | null,
    now: string,
    { calendar }: Promises,
  ): Promise<RecordedEvent> {
    if (event.type === 'ComplaintMerged' && state !== null) {
      const { promises: _recorded, ...data } = event.data;
      const clocks = clocksAt(state.clocks, Date.parse(now));
      const promises = promisesLeft(clocks, event.occurredAt, calendar);
      const isNothing = promises.clocks.length === 0 && promises.undated.length === 0;
      const left = withBroken(data, brokenPromises(clocks));
      return { ...event, data: isNothing ? left : { ...left, promises } };
    }
    if (event.type === 'MergeCompleted') {
      const source = await this.merged(event.data.source);
      if (source === null) return event;
      const { promises: _recorded, ...data } = event.data;
      const left = source.simulated.leftToTarget;
      const taken = withBroken(data, left?.duties?.broken ?? []);
      return { ...event, data: left?.promises === undefined ? taken : { ...taken, promises: left.promises } };
    }
    return event;
  }
}

const LONG_TEXT = 200;

function withoutLongTexts(envelope: EventEnvelope): EventEnvelope {
  const { personal, ...data } = envelope.data as { readonly personal?: Readonly<Record<string, unknown>> };
  if (personal === undefined) return envelope;
  const short = Object.entries(personal).map(([field, value]) => {
    return [field, typeof value === 'string' ? value.slice(0, LONG_TEXT) : value];
  });
  return { ...envelope, data: { ...data, personal: Object.fromEntries(short) as object } };
}

/** What is owed does not depend on what was promised; what of it was broken does. */
function withBroken<Data extends Pick<LeftToTarget, 'duties'>>(data: Data, broken: readonly BrokenPromise[]): Data {
  return data.duties === undefined ? data : { ...data, duties: { ...data.duties, broken } };
}

/** What is on record of the case cannot be read. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof RecordCorruptError || error instanceof UnreadableEventError;
}

function after(id: string, before: Case | null, { now, events }: Step, { promised, calendar }: Promises): Case | null {
  const [first] = events;
  const dated =
    first === undefined
      ? { occurredAt: now, precision: 'instant' as const }
      : { occurredAt: first.occurredAt, precision: first.occurredAtPrecision };
  const context = { ...dated, now, promised, calendar };
  const clocks = clockEvents(before, events, context);
  const at = { id: '', revision: first?.revision ?? before?.revision ?? 0, recordedAt: now, actor: SYSTEM_ACTOR };
  const told: readonly RecordedEvent[] = [
    ...clocks.before.map((event) => ({ ...event, ...at })),
    ...events,
    ...clocks.after.map((event) => ({ ...event, ...at })),
  ];
  return told.reduce<Case | null>((state, event) => evolve(id, state, event), before);
}
