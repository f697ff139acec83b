import { WEEKDAYS } from './calendar';
import { type Day, parseDay, weekdayOf } from './days';
import { parseEnd, parseHours, parseTime } from './hours';
import { fieldsOf, isObject, type JsonObject, listProblems, step, textProblems } from './json-shape';
import { exceptionOverlaps, type PlacedHours, weeklyOverlaps } from './overlaps';
import { type FieldProblem, type FieldProblemCode, problem } from './problems';
import { isKnownZone } from './zone';

/** What is wrong with a calendar, each with a pointer to the field; nothing: it is a `Calendar` and can be prepared. */
export function validateCalendar(json: unknown): readonly FieldProblem[] {
  if (!isObject(json)) return [problem('', 'wrong-type', 'a calendar')];
  const found = [
    ...fieldsOf(json, '', ['zone', 'weekly', 'holidays', 'exceptions']),
    ...('zone' in json ? zoneProblems(json.zone) : []),
    ...('weekly' in json ? weeklyProblems(json.weekly) : []),
    ...('holidays' in json ? listProblems(json.holidays, '/holidays', holidayProblems) : []),
    ...('exceptions' in json ? listProblems(json.exceptions, '/exceptions', exceptionProblems) : []),
  ];
  return found.length > 0 ? found : contradictions(json as unknown as Wellformed);
}

/** Every field is there and can be read. */
interface Wellformed {
  readonly weekly: Readonly<Record<string, readonly (readonly [string, string])[]>>;
  readonly holidays: readonly { readonly date: string }[];
  readonly exceptions: readonly { readonly date: string; readonly open: readonly (readonly [string, string])[] }[];
}

function zoneProblems(zone: unknown): readonly FieldProblem[] {
  if (typeof zone !== 'string') return [problem('/zone', 'wrong-type', 'a text')];
  return isKnownZone(zone) ? [] : [problem('/zone', 'unknown-zone')];
}

function weeklyProblems(weekly: unknown): readonly FieldProblem[] {
  if (!isObject(weekly))
    return [problem('/weekly', 'wrong-type', 'an object with a list of intervals for each weekday')];
  const named = WEEKDAYS.filter((weekday) => Object.hasOwn(weekly, weekday));
  return [
    ...fieldsOf(weekly, '/weekly', [], WEEKDAYS),
    ...named.flatMap((weekday) => listProblems(weekly[weekday], step('/weekly', weekday), intervalProblems)),
  ];
}

function intervalProblems(interval: unknown, pointer: string): readonly FieldProblem[] {
  if (!Array.isArray(interval) || interval.length !== 2) return [problem(pointer, 'wrong-interval')];
  const wrong = [parseTime, parseEnd].flatMap((parse, index) => {
    const time: unknown = interval[index];
    return typeof time === 'string' && parse(time) !== null ? [] : [problem(step(pointer, index), 'wrong-time')];
  });
  return wrong.length === 0 && interval[0] === interval[1] ? [problem(pointer, 'empty-interval')] : wrong;
}

function holidayProblems(holiday: unknown, pointer: string): readonly FieldProblem[] {
  if (!isObject(holiday)) return [problem(pointer, 'wrong-type', 'a holiday')];
  return [
    ...fieldsOf(holiday, pointer, ['date', 'name']),
    ...dateProblems(holiday, pointer),
    ...('name' in holiday ? textProblems(holiday.name, step(pointer, 'name')) : []),
  ];
}

function exceptionProblems(exception: unknown, pointer: string): readonly FieldProblem[] {
  if (!isObject(exception)) return [problem(pointer, 'wrong-type', 'an exception')];
  return [
    ...fieldsOf(exception, pointer, ['date', 'open'], ['name']),
    ...dateProblems(exception, pointer),
    ...('open' in exception ? listProblems(exception.open, step(pointer, 'open'), intervalProblems) : []),
    ...('name' in exception ? textProblems(exception.name, step(pointer, 'name')) : []),
  ];
}

function dateProblems(json: JsonObject, pointer: string): readonly FieldProblem[] {
  if (!('date' in json)) return [];
  if (typeof json.date !== 'string') return [problem(step(pointer, 'date'), 'wrong-type', 'a text')];
  return parseDay(json.date) === null ? [problem(step(pointer, 'date'), 'wrong-date')] : [];
}

/** What cannot be together, where every field by itself is right. */
function contradictions({ weekly, holidays, exceptions }: Wellformed): readonly FieldProblem[] {
  const week = WEEKDAYS.map((weekday) => placed(weekly[weekday] ?? [], step('/weekly', weekday)));
  const closed = new Set(holidays.map(({ date }) => parseDay(date)));
  const dated = new Map<Day, readonly PlacedHours[]>(
    exceptions.map(({ date, open }, index) => [parseDay(date)!, placed(open, `/exceptions/${index}/open`)]),
  );
  return [
    ...(week.flat().length === 0 ? [problem('/weekly', 'never-opens')] : []),
    ...weeklyOverlaps(week),
    ...repeated(holidays, '/holidays', 'holiday-twice'),
    ...repeated(exceptions, '/exceptions', 'exception-twice'),
    ...exceptionOverlaps(dated, (day) => (closed.has(day) ? [] : week[weekdayOf(day)]!)),
  ];
}

function placed(intervals: readonly (readonly [string, string])[], pointer: string): readonly PlacedHours[] {
  return intervals.map((interval, index) => ({ pointer: step(pointer, index), ...parseHours(interval)! }));
}

function repeated(
  entries: readonly { readonly date: string }[],
  pointer: string,
  code: FieldProblemCode,
): readonly FieldProblem[] {
  const first = new Map<string, number>();
  return entries.flatMap(({ date }, index) => {
    const earlier = first.get(date);
    if (earlier !== undefined) return [problem(`${pointer}/${index}/date`, code, `${pointer}/${earlier}`)];
    first.set(date, index);
    return [];
  });
}
