import { changedAt, grown } from '../case/growing';
import { type Clock, isLive } from './clock-state';

/** Where the open clocks of a list stand. A case has few of them, however many it had. */
const open = new WeakMap<readonly Clock[], readonly number[]>();

/** The clocks that run, stand still, or are owed; in their order. */
export function openClocks(clocks: readonly Clock[]): readonly Clock[] {
  return openPlaces(clocks).map((place) => clocks[place] as Clock);
}

/** Where {@link openClocks} stand in the list. */
export function openPlaces(clocks: readonly Clock[]): readonly number[] {
  const known = open.get(clocks);
  if (known !== undefined) return known;
  const found = clocks.flatMap((clock, place) => (isOpen(clock) ? [place] : []));
  open.set(clocks, found);
  return found;
}

/** Where a clock stands; -1: the list has none of the name. */
export function placeOfClock(clocks: readonly Clock[], id: string): number {
  const place = openPlaces(clocks).find((each) => clocks[each]?.id === id);
  return place ?? clocks.findLastIndex((clock) => clock.id === id);
}

export function withNewClock(clocks: readonly Clock[], clock: Clock): readonly Clock[] {
  const places = openPlaces(clocks);
  const place = clocks.length;
  return known(grown(clocks, clock), isOpen(clock) ? [...places, place] : places);
}

export function withClock(clocks: readonly Clock[], place: number, clock: Clock): readonly Clock[] {
  const others = openPlaces(clocks).filter((each) => each !== place);
  const places = isOpen(clock) ? [...others, place].sort((a, b) => a - b) : others;
  return known(changedAt(clocks, place, clock), places);
}

/** The list with some of its open clocks changed. */
export function mapOpen(clocks: readonly Clock[], change: (clock: Clock) => Clock): readonly Clock[] {
  return openPlaces(clocks).reduce((list, place) => {
    const before = list[place] as Clock;
    const after = change(before);
    return after === before ? list : withClock(list, place, after);
  }, clocks);
}

function isOpen(clock: Clock): boolean {
  return clock.isOwed || isLive(clock);
}

function known(clocks: readonly Clock[], places: readonly number[]): readonly Clock[] {
  open.set(clocks, places);
  return clocks;
}
