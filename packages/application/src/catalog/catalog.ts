import {
  type Calendar,
  type CalendarRef,
  latestVersion,
  type Policy,
  type PolicyVersion,
  prepareCalendar,
  type PreparedCalendar,
  type Promised,
  type PromisedVersions,
  type Publication,
  versionOf,
} from '@redress/domain';
import {
  type EventStore,
  type Position,
  RecordCorruptError,
  START,
  type StoredEvent,
  type StreamsCursor,
} from '@redress/event-store';
import { SharedRun } from '../shared-run';
import { CALENDAR_STREAM_PREFIX, emptyShelf, POLICY_STREAM_PREFIX, publications, type Shelf, withEvent } from './shelf';

const prefixes = [CALENDAR_STREAM_PREFIX, POLICY_STREAM_PREFIX];
const FILTER = { streamPrefixes: prefixes };

/** Which streams a catalog is made of, as somebody knows who has read the log. */
export interface PublicationStreams {
  readonly streams: readonly string[];
  /** Whatever stream begins by there is among them. */
  readonly upTo: Position;
}

/**
 * Every version of every policy and calendar, in memory. What it says is true as of the last {@link Catalog.refresh};
 * what it says of a version that it knows is true for ever.
 */
export class Catalog {
  private readUpTo: Position = START;
  private isOfAnotherLog = false;
  private known: PublicationStreams | null = null;
  private onShelf = emptyShelf;
  private promisedNow: Promised | undefined;
  /** By stream, what is wrong with the first event that cannot be trusted; what stands behind it is not read. */
  private readonly damaged = new Map<string, RecordCorruptError>();
  private readonly resolved = new WeakMap<PromisedVersions, Promised>();
  private readonly prepared = new Map<string, PreparedCalendar>();
  private readonly reading = new SharedRun(() => this.readTail());

  constructor(private readonly store: EventStore) {}

  /**
   * Spares the first {@link Catalog.refresh} to look through the log for what it is made of, where the store cannot find
   * streams by their names. What stands in them is read from the log all the same.
   */
  beginWith(known: PublicationStreams): void {
    this.known = known;
  }

  /** Reads what was published since; all that is on record when it is called is known when it resolves. */
  refresh(): Promise<void> {
    return this.reading.request();
  }

  /** Up to here in the log what it says is true. */
  get position(): Position {
    return this.readUpTo;
  }

  /** @throws {RecordCorruptError} a policy or a calendar was changed on record, so nobody can say what is published */
  get shelf(): Shelf {
    const [damage] = this.damaged.values();
    if (damage !== undefined) throw damage;
    return this.onShelf;
  }

  /** By name, retired ones too. @throws {RecordCorruptError} as `shelf` */
  policies(): ReadonlyMap<string, Publication<Policy>> {
    return publications(this.shelf.policies);
  }

  /** By name, retired ones too. @throws {RecordCorruptError} as `shelf` */
  calendars(): ReadonlyMap<string, Publication<Calendar>> {
    return publications(this.shelf.calendars);
  }

  /**
   * What a case is promised that is recorded now: every policy that is not retired, and the calendars that they name.
   * @throws {RecordCorruptError} as `shelf`
   */
  current(): Promised {
    return (this.promisedNow ??= this.promisable());
  }

  /**
   * What a case was promised, from the versions on its record.
   * @throws {RangeError} there is no such version, as far as is known; {@link Catalog.knows} says so beforehand
   * @throws {RecordCorruptError} it cannot be trusted
   */
  promised(refs: PromisedVersions): Promised {
    const known = this.resolved.get(refs);
    if (known !== undefined) return known;
    const policies = Object.entries(refs.policies).map(([name, version]) => this.policyVersion(name, version));
    const promised = { policies, calendars: refs.calendars };
    this.resolved.set(refs, promised);
    return promised;
  }

  /** Whether every version is known; one that is not may have been published since the last refresh. */
  knows({ policies, calendars }: PromisedVersions): boolean {
    const { onShelf: shelf } = this;
    return (
      Object.entries(policies).every(([name, version]) => isOn(shelf.policies.get(name)?.state, version)) &&
      Object.entries(calendars).every(([name, version]) => isOn(shelf.calendars.get(name)?.state, version))
    );
  }

  /**
   * A version of a calendar, made ready once.
   * @throws {RangeError} there is no such version, as far as is known
   * @throws {RecordCorruptError} it cannot be trusted
   */
  calendar({ name, version }: CalendarRef): PreparedCalendar {
    const key = `${name}@${version}`;
    const known = this.prepared.get(key);
    if (known !== undefined) return known;
    const found = versionOf(this.onShelf.calendars.get(name)?.state ?? undefined, version);
    if (found === undefined) throw this.missing(CALENDAR_STREAM_PREFIX, 'calendar', name, version);
    const prepared = prepareCalendar(found.content);
    this.prepared.set(key, prepared);
    return prepared;
  }

  /** Takes note of an event that was just appended, or read; one that is known already changes nothing. */
  note(event: StoredEvent): void {
    const shelf = withEvent(this.onShelf, event);
    if (shelf === this.onShelf) return;
    this.onShelf = shelf;
    this.promisedNow = undefined;
  }

  /** Another log has taken the place of the one that was read: the next {@link Catalog.refresh} begins at its start. */
  forgetAll(): void {
    this.isOfAnotherLog = true;
  }

  private async readTail(): Promise<void> {
    if (this.readUpTo === START) await (this.store.readStreams === undefined ? this.readKnown() : this.readStreams());
    for (;;) {
      if (this.isOfAnotherLog) this.empty();
      const page = await this.store.readAll({ after: this.readUpTo, filter: FILTER });
      for (const event of page.events) this.noteIfSound(event);
      this.readUpTo = page.position;
      if (page.atEnd) return;
    }
  }

  /** At first, where the store finds streams by their names: nobody shall wait until a long log was read to its end. */
  private async readStreams(): Promise<void> {
    const upTo = await this.store.head();
    let after: StreamsCursor | undefined;
    for (let atEnd = false; !atEnd && !this.isOfAnotherLog;) {
      const page = await this.store.readStreams?.({ prefixes, upTo, ...(after === undefined ? {} : { after }) });
      for (const event of page?.events ?? []) this.noteIfSound(event);
      after = page?.cursor;
      atEnd = page?.atEnd ?? true;
      if (atEnd) this.readUpTo = upTo;
    }
  }

  private async readKnown(): Promise<void> {
    if (this.known === null) return;
    const { streams, upTo } = this.known;
    for (const stream of streams) for (const event of await this.store.readStream(stream)) this.noteIfSound(event);
    this.readUpTo = upTo;
  }

  /** One that was changed on record is no reason not to know the others. */
  private noteIfSound(event: StoredEvent): void {
    if (this.damaged.has(event.stream)) return;
    try {
      this.note(event);
    } catch (error) {
      if (!(error instanceof RecordCorruptError)) throw error;
      this.damaged.set(event.stream, error);
    }
  }

  private empty(): void {
    this.isOfAnotherLog = false;
    this.known = null;
    this.readUpTo = START;
    this.onShelf = emptyShelf;
    this.promisedNow = undefined;
    this.prepared.clear();
    this.damaged.clear();
  }

  private promisable(): Promised {
    const current = [...this.policies().values()].filter(({ retired }) => retired === null);
    const policies = current.map((it): PolicyVersion => {
      const { version, content } = latestVersion(it);
      return { version, policy: content };
    });
    const named = policies.flatMap(({ policy }) => policy.targets.map(({ calendar }) => calendar));
    // Also of a retired calendar: a policy that came to name it at the same moment must not fail a receipt.
    const calendars = this.calendars();
    const versions = named.flatMap((choice) => {
      const calendar = typeof choice === 'string' ? calendars.get(choice) : undefined;
      return calendar === undefined ? [] : [[calendar.name, latestVersion(calendar).version] as const];
    });
    return { policies, calendars: Object.fromEntries(versions) };
  }

  private policyVersion(name: string, version: number): PolicyVersion {
    const found = versionOf(this.onShelf.policies.get(name)?.state ?? undefined, version);
    if (found === undefined) throw this.missing(POLICY_STREAM_PREFIX, 'policy', name, version);
    return { version, policy: found.content };
  }

  private missing(prefix: string, what: string, name: string, version: number): Error {
    return this.damaged.get(prefix + name) ?? new RangeError(`There is no version ${version} of the ${what} ${name}`);
  }
}

function isOn(publication: Publication<unknown> | null | undefined, version: number): boolean {
  return versionOf(publication ?? undefined, version) !== undefined;
}
