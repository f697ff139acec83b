import { type Day } from './days';
import { DAY_MINUTES, type Hours } from './hours';
import { type FieldProblem, problem } from './problems';

/** Hours, and where in the calendar they are written. */
export interface PlacedHours extends Hours {
  readonly pointer: string;
}

/** Hours of one day, or of several in a row. */
type Days = readonly (readonly PlacedHours[])[];

/** In a week that repeats: the night from Sunday to Monday is one of its nights. */
export function weeklyOverlaps(week: Days): readonly FieldProblem[] {
  return once(overlaps([...week.slice(-1), ...week]).map(([first, second]) => overlap(second, first)));
}

/** Of exceptions with the days before and after them as those really are, exceptions or not. */
export function exceptionOverlaps(
  exceptions: ReadonlyMap<Day, readonly PlacedHours[]>,
  hoursOf: (day: Day) => readonly PlacedHours[],
): readonly FieldProblem[] {
  const own = new Set([...exceptions.values()].flat().map(({ pointer }) => pointer));
  const pairs = [...exceptions.keys()].flatMap((day) =>
    overlaps([day - 1, day, day + 1].map((near) => exceptions.get(near) ?? hoursOf(near))),
  );
  return once(
    pairs
      .map(([first, second]) => (own.has(second.pointer) ? overlap(second, first) : overlap(first, second)))
      .filter(({ pointer }) => own.has(pointer)),
  );
}

/** Each pair of which the second begins before the first has ended. */
function overlaps(days: Days): readonly (readonly [PlacedHours, PlacedHours])[] {
  const inOrder = days
    .flatMap((hours, day) => hours.map((it) => ({ ...it, ...shifted(it, day * DAY_MINUTES) })))
    .sort((a, b) => a.opens - b.opens);
  const found: (readonly [PlacedHours, PlacedHours])[] = [];
  let last: PlacedHours | undefined;
  for (const hours of inOrder) {
    if (last !== undefined && hours.opens < last.closes) found.push([last, hours]);
    if (last === undefined || hours.closes > last.closes) last = hours;
  }
  return found;
}

function shifted({ opens, closes }: Hours, minutes: number): Hours {
  return { opens: opens + minutes, closes: closes + minutes };
}

function overlap(at: PlacedHours, other: PlacedHours): FieldProblem {
  return problem(at.pointer, 'overlapping-intervals', `with ${other.pointer}`);
}

function once(problems: readonly FieldProblem[]): readonly FieldProblem[] {
  return [...new Map(problems.map((found) => [found.pointer, found])).values()];
}
