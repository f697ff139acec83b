import { type Actor, type Calendar, type CaseEvent, eventTypes, type Precision } from '@redress/domain';
import { admin, agent } from '@redress/domain/testing';
import { caseStream, type Projection, ProjectorRunner, ReadModelDatabase } from '@redress/application';
import {
  type ChainEnd,
  EMPTY_CHAIN,
  type ImportSource,
  InMemoryEventStore,
  type Position,
  seal,
} from '@redress/event-store';

export interface RecordedWith {
  /** Default the instant it is recorded. */
  readonly occurredAt?: string;
  /** Default `instant`. */
  readonly precision?: Precision;
  readonly actor?: Actor;
  readonly source?: ImportSource;
}

/** The id of a case of a test: the first is 1. */
export function caseId(n: number): string {
  return `c0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

export interface CaseLogOptions {
  readonly projectionsModule?: string;
  readonly inLogOrder?: boolean;
}

/** A log of cases that a test writes event by event, and a read model that follows it. */
export class CaseLog {
  readonly store = new InMemoryEventStore();
  readonly database: ReadModelDatabase;
  private readonly runner: ProjectorRunner;
  private readonly ends = new Map<string, ChainEnd>();
  private count = 0;

  /** @param given `projectionsModule`: see `ReadModelDatabaseOptions`; `inLogOrder`: never by whole streams */
  constructor(
    projections: readonly Projection[],
    file = ':memory:',
    { projectionsModule, inLogOrder = false }: CaseLogOptions = {},
  ) {
    this.database = ReadModelDatabase.open({ file, ...(projectionsModule === undefined ? {} : { projectionsModule }) });
    const fed = inLogOrder ? projections.map(withoutWholeStreams) : projections;
    this.runner = new ProjectorRunner({ store: this.store, database: this.database, projections: fed });
  }

  /** The id of the event. */
  async record(id: string, { type, data }: CaseEvent, at: string, given: RecordedWith = {}): Promise<string> {
    const end = this.ends.get(id) ?? EMPTY_CHAIN;
    this.count += 1;
    const eventId = `e0000000-0000-4000-8000-${String(this.count).padStart(12, '0')}`;
    const metadata = {
      actor: given.actor ?? agent,
      occurredAt: given.occurredAt ?? at,
      occurredAtPrecision: given.precision ?? 'instant',
      recordedAt: at,
      correlationId: eventId,
      commandId: eventId,
      ...(given.source === undefined ? {} : { source: given.source }),
    };
    const [event] = seal(
      caseStream(id),
      end,
      [{ type, schemaVersion: schemaVersionOf(type), data, metadata }],
      () => eventId,
    );
    if (event === undefined) throw new Error('One draft gives one event');
    this.ends.set(id, event);
    const expected = end.revision === -1 ? 'noStream' : end.revision;
    await this.store.append(caseStream(id), expected, [event]);
    return eventId;
  }

  /** Publishes the first version of a calendar. */
  async publish(name: string, calendar: Calendar, at: string): Promise<void> {
    this.count += 1;
    const id = `e0000000-0000-4000-8000-${String(this.count).padStart(12, '0')}`;
    const when = { occurredAt: at, occurredAtPrecision: 'instant' as const, recordedAt: at };
    const metadata = { actor: admin, ...when, correlationId: id, commandId: id };
    const draft = { type: 'CalendarPublished', schemaVersion: 1, data: { version: 1, calendar }, metadata };
    const stream = `calendar-${name}`;
    await this.store.append(
      stream,
      'noStream',
      seal(stream, EMPTY_CHAIN, [draft], () => id),
    );
  }

  /** Resolves when the read model has read everything. */
  async read(): Promise<Position> {
    const head = await this.store.head();
    try {
      await this.runner.start();
      await this.runner.waitFor(head, 5_000);
    } finally {
      await this.runner.stop();
    }
    return head;
  }

  /** Builds all read models anew, beside those that serve. */
  async rebuild(name: string): Promise<void> {
    await this.runner.start();
    await this.runner.rebuild(name);
    await this.runner.stop();
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.store.close();
  }
}

function withoutWholeStreams({ wholeStreams: _, ...projection }: Projection): Projection {
  return projection;
}

/** As it is written today; a test may write a type that there is not. */
function schemaVersionOf(type: CaseEvent['type']): number {
  return Object.hasOwn(eventTypes, type) ? eventTypes[type].schemaVersion : 1;
}
