import {
  type CalendarRef,
  type Case,
  type DecisionContext,
  type PreparedCalendar,
  type Promised,
  type PromisedVersions,
} from '@redress/domain';

/** Every published version of every policy and calendar, as far as they were read. A version never changes. */
export interface Published {
  /** Reads what was published since. */
  refresh(): Promise<void>;
  /** What is current: promised to a case that is received now; null when nothing is. */
  current(): Promised | null;
  /** False: another replica published it, so `refresh` first. */
  knows(versions: PromisedVersions): boolean;
  /** @throws {RangeError} one of the versions is not known */
  promised(versions: PromisedVersions): Promised;
  /** @throws {RangeError} the version is not known */
  calendar(ref: CalendarRef): PreparedCalendar;
}

/** What a decision may know of promises. */
export type Promises = Pick<DecisionContext, 'promised' | 'calendar'>;

/** What was promised to a case; what is promised to one that is received now, where there is none yet. */
export type PromisesOf = (state: Case | null) => Promises;

/** For whoever records cases without promising anything: no policy, and no clocks. */
export const nothingPublished: Published = {
  refresh: () => Promise.resolve(),
  current: () => null,
  knows: ({ policies, calendars }) => Object.keys(policies).length + Object.keys(calendars).length === 0,
  promised: () => {
    throw new RangeError('The case was promised something, and no policies are read here.');
  },
  calendar: ({ name, version }) => {
    throw new RangeError(
      `Version ${version} of the calendar ${name} is named on record, and no calendars are read here.`,
    );
  },
};

/** @throws {RangeError} the case was promised something all the same */
export const nothingPromised: PromisesOf = (state) => promisesOn(nothingPublished, state ?? { promised: null });

/**
 * What was promised to a case; what is current, where there is none yet.
 * @param other the other case of a merge, which leaves its promises
 */
export async function promisesFor(published: Published, state: Case | null, other?: Case | null): Promise<Promises> {
  if (state === null) {
    await published.refresh();
    return { promised: published.current(), calendar: (ref) => published.calendar(ref) };
  }
  if (![...namedBy(state), ...namedBy(other)].every((versions) => published.knows(versions))) await published.refresh();
  return promisesOn(published, state);
}

/** @throws {RangeError} it was promised a version that is not known */
export function promisesOn(published: Published, { promised }: Pick<Case, 'promised'>): Promises {
  return {
    promised: promised === null ? null : published.promised(promised),
    calendar: (ref) => published.calendar(ref),
  };
}

/** The versions that stand on record with a case: its own, and those of promises that merged cases left to it. */
function namedBy(state: Case | null | undefined): readonly PromisedVersions[] {
  if (state === null || state === undefined) return [];
  const clocks = [...state.clocks.clocks, ...(state.leftToTarget?.promises?.clocks ?? [])];
  const calendars = clocks.map(({ calendar: { name, version } }) => ({ policies: {}, calendars: { [name]: version } }));
  return state.promised === null ? calendars : [state.promised, ...calendars];
}
