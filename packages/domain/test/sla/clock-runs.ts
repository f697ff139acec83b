import { type Calendar } from '../../src/calendar/calendar';
import { type PreparedCalendar, prepareCalendar } from '../../src/calendar/prepare-calendar';
import { type CaseEvent, type LeftToTarget, type RecordedEvent } from '../../src/case/events';
import { type Precision } from '../../src/case/vocabulary';
import { type ClockContext } from '../../src/sla/clock-context';
import { type DatedClockEvent, type RecordedClockEvent } from '../../src/sla/clock-events';
import { type Clock, type Clocks } from '../../src/sla/clock-state';
import { clockEvents } from '../../src/sla/clocks';
import { type CaseWithClocks, foldWithClocks } from './fold-with-clocks';
import { type CalendarRef, type Metric, type Policy, type PolicyVersion, type Promised } from '../../src/sla/policy';
import { type Target } from '../../src/sla/policy';
import { CASE_ID, event, recorded } from '../../src/testing';

/** Always open. */
export const ALWAYS: Calendar = {
  zone: 'UTC',
  weekly: Object.fromEntries(
    (['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const).map((day) => [day, [['00:00', '24:00']]]),
  ),
  holidays: [],
  exceptions: [],
};

/** Monday to Friday from nine to five. */
export const OFFICE: Calendar = {
  zone: 'UTC',
  weekly: Object.fromEntries((['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => [day, [['09:00', '17:00']]])),
  holidays: [],
  exceptions: [],
};

const prepared = new Map<string, PreparedCalendar>([
  ['always', prepareCalendar(ALWAYS)],
  ['office', prepareCalendar(OFFICE)],
]);

/** The calendars `always` and `office`, and those given. */
export function book(calendars: Readonly<Record<string, Calendar>> = {}): (ref: CalendarRef) => PreparedCalendar {
  return ({ name }) => {
    const own = calendars[name];
    if (own !== undefined) return prepareCalendar(own);
    const known = prepared.get(name);
    if (known === undefined) throw new RangeError(`There is no calendar ${name}`);
    return known;
  };
}

/** A promise of so many elapsed hours, unless something else is given. */
export function target(metric: Metric, hours: number, given: Partial<Target> = {}): Target {
  const duration = { n: hours, unit: 'hours', counting: 'elapsed' } as const;
  return { metric, kind: 'promise', duration, calendar: 'always', pauses: [], ...given };
}

export function policy(targets: readonly Target[], given: Partial<Policy> = {}): PolicyVersion {
  return { version: 1, policy: { name: 'desk', priority: 100, when: {}, targets, reopenWindow: 30, ...given } };
}

export function promised(...policies: readonly PolicyVersion[]): Promised {
  return { policies, calendars: { always: 1, office: 1 } };
}

/** What happened to a case, in one command. */
export interface Happening {
  readonly events: readonly CaseEvent[];
  readonly at: string;
  /** When it was entered; as it happened unless said otherwise. */
  readonly now?: string;
  readonly precision?: Precision;
}

export function on(at: string, ...events: readonly CaseEvent[]): Happening {
  return { at, events };
}

/** It happened then, and was entered later. */
export function entered(now: string, { at, events }: Happening): Happening {
  return { at, events, now };
}

export interface Run extends CaseWithClocks {
  readonly stream: readonly (RecordedEvent | RecordedClockEvent)[];
  readonly clockEvents: readonly DatedClockEvent[];
  /** Of the last happening. */
  readonly latest: readonly DatedClockEvent[];
}

export interface RunOptions {
  readonly promised: Promised | null;
  readonly calendars?: Readonly<Record<string, Calendar>>;
}

/** Gives one happening after the other, and folds the stream anew each time, as the service does. */
export function run(options: RunOptions, ...happenings: readonly Happening[]): Run {
  const stream: (RecordedEvent | RecordedClockEvent)[] = [];
  const all: DatedClockEvent[] = [];
  let latest: readonly DatedClockEvent[] = [];
  for (const { events, at, now = at, precision = 'instant' } of happenings) {
    const { case: before } = foldWithClocks(CASE_ID, stream);
    const context: ClockContext = {
      occurredAt: at,
      precision,
      now,
      promised: options.promised,
      calendar: book(options.calendars),
    };
    const decided = clockEvents(before, events, context);
    const add = (it: CaseEvent | DatedClockEvent, occurredAt: string, occurredAtPrecision: Precision) => {
      const when = { revision: stream.length, occurredAtPrecision, recordedAt: now };
      stream.push(recorded(it as CaseEvent, occurredAt, undefined, { ...when, id: `event-${stream.length}` }));
    };
    decided.before.forEach((it) => add(it, it.occurredAt, it.occurredAtPrecision));
    events.forEach((it) => add(it, at, precision));
    decided.after.forEach((it) => add(it, it.occurredAt, it.occurredAtPrecision));
    latest = [...decided.before, ...decided.after];
    all.push(...latest);
  }
  return { ...foldWithClocks(CASE_ID, stream), stream, clockEvents: all, latest };
}

/** What clocks are told of in tests: `update-1 met`. */
export function outcomes({ clocks }: Run): readonly string[] {
  return clocks.clocks.map(({ id, status, cancelReason }) =>
    cancelReason === null ? `${id} ${status}` : `${id} ${status} ${cancelReason}`,
  );
}

export function clock({ clocks }: { readonly clocks: Clocks }, id: string): Clock {
  const found = clocks.clocks.find((it) => it.id === id);
  if (found === undefined) throw new Error(`There is no clock ${id}`);
  return found;
}

/** `ClockMet next-reply-1` */
export function told(events: readonly DatedClockEvent[]): readonly string[] {
  return events.map(({ type, data }) => `${type} ${data.clock}`);
}

export const received = event('ComplaintReceived');
export const acknowledged = event('ComplaintAcknowledged');
export const asked = event('MessageReceived');
export const replied = event('MessageSent');
export const answered = event('ResponseIssued');
export const held = event('ResponseIssued', { kind: 'holding' });
export const followedUp = event('ComplaintFollowedUp');
export const dissatisfied = event('ComplaintFollowedUp', { outcome: 'dissatisfied' });
export const resolved = event('ComplaintResolved');
export const reopened = event('ComplaintReopened');
export const requested = (requestId: string, from: 'complainant' | 'third-party' = 'complainant') =>
  event('InformationRequested', { requestId, from });
export const came = (requestId: string) => event('InformationReceived', { requestId });

/** What another case leaves, as `MergeCompleted` tells it. */
export function mergedFrom(left: Partial<LeftToTarget>): CaseEvent {
  return event('MergeCompleted', left);
}
