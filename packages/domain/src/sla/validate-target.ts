import { fieldsOf, isObject, type JsonObject, step, textProblems } from '../calendar/json-shape';
import { problem } from '../calendar/problems';
import { validateDuration } from '../calendar/validate-duration';
import { INFORMATION_SOURCES, MAX_ESCALATION_LEVEL } from '../case/vocabulary';
import { sameJson } from '../same-json';
import { type CalendarRef, CLOCK_KINDS, METRICS } from './policy';
import { policyProblem, type Problems } from './policy-problems';
import { validateCondition } from './validate-condition';

const REQUIRED = ['metric', 'kind', 'duration', 'calendar', 'pauses'];
const OPTIONAL = ['holding', 'atRisk', 'escalate', 'when'];

/** What is wrong with a target of a policy; nothing: it is one. */
export function validateTarget(json: unknown, pointer: string, calendars: readonly CalendarRef[]): Problems {
  if (!isObject(json)) return [problem(pointer, 'wrong-type', 'a target')];
  const at = (field: string) => step(pointer, field);
  const given = (field: string, check: (value: unknown, pointer: string) => Problems): Problems =>
    Object.hasOwn(json, field) ? check(json[field], at(field)) : [];
  return [
    ...fieldsOf(json, pointer, REQUIRED, OPTIONAL),
    ...given('metric', (value, where) => oneOf(value, where, METRICS)),
    ...given('kind', (value, where) => oneOf(value, where, CLOCK_KINDS)),
    ...given('duration', validateDuration),
    ...given('calendar', (value, where) => calendarProblems(value, where, calendars)),
    ...given('pauses', pausesProblems),
    ...given('holding', (value, where) => holdingProblems(value, where, json)),
    ...given('atRisk', shareProblems),
    ...given('escalate', escalationsProblems),
    ...given('when', validateCondition),
  ];
}

function oneOf(json: unknown, pointer: string, values: readonly string[]): Problems {
  return (values as readonly unknown[]).includes(json) ? [] : [problem(pointer, 'unknown-value', values.join(', '))];
}

function calendarProblems(json: unknown, pointer: string, known: readonly CalendarRef[]): Problems {
  if (typeof json === 'string') {
    return known.some(({ name }) => name === json) ? [] : [policyProblem(pointer, 'unknown-calendar')];
  }
  if (!isObject(json)) return [problem(pointer, 'wrong-type', 'the name of a calendar, or its name and version')];
  const unknown = fieldsOf(json, pointer, ['name', 'version']);
  if (unknown.length > 0) return unknown;
  const { name, version } = json;
  if (!known.some((it) => it.name === name)) return [policyProblem(step(pointer, 'name'), 'unknown-calendar')];
  const exists = known.some((it) => it.name === name && it.version === version);
  return exists ? [] : [policyProblem(step(pointer, 'version'), 'unknown-calendar')];
}

function pausesProblems(json: unknown, pointer: string): Problems {
  if (!Array.isArray(json)) return [problem(pointer, 'wrong-type', 'a list')];
  return json.flatMap((source: unknown, index) => [
    ...oneOf(source, step(pointer, index), INFORMATION_SOURCES),
    ...(json.indexOf(source) < index ? [policyProblem(step(pointer, index), 'duplicate-value')] : []),
  ]);
}

function holdingProblems(json: unknown, pointer: string, { duration }: JsonObject): Problems {
  if (!isObject(json)) return [problem(pointer, 'wrong-type', 'an object with until')];
  const until = step(pointer, 'until');
  const found = [
    ...fieldsOf(json, pointer, ['until']),
    ...('until' in json ? validateDuration(json.until, until) : []),
  ];
  if (found.length > 0 || !isObject(duration) || !isObject(json.until)) return found;
  // What is counted in another way is compared where the calendar is known.
  const [{ n: before, ...how }, { n: after, ...otherwise }] = [duration, json.until];
  const isLonger = !sameJson(how, otherwise) || Number(after) > Number(before);
  return isLonger ? [] : [policyProblem(until, 'holding-not-longer')];
}

function shareProblems(json: unknown, pointer: string): Problems {
  if (typeof json !== 'number') return [problem(pointer, 'wrong-type', 'a number')];
  return json >= 0 && json <= 1 ? [] : [policyProblem(pointer, 'threshold-out-of-range')];
}

function escalationsProblems(json: unknown, pointer: string): Problems {
  if (!Array.isArray(json)) return [problem(pointer, 'wrong-type', 'a list')];
  const seen = new Set<unknown>();
  return json.flatMap((escalation: unknown, index) => escalationProblems(escalation, step(pointer, index), seen));
}

function escalationProblems(json: unknown, pointer: string, seen: Set<unknown>): Problems {
  if (!isObject(json)) return [problem(pointer, 'wrong-type', 'an escalation')];
  const { at, level, addressee } = json;
  const isTwice = seen.has(at);
  seen.add(at);
  return [
    ...fieldsOf(json, pointer, ['at', 'level', 'addressee']),
    ...('at' in json ? shareProblems(at, step(pointer, 'at')) : []),
    ...(isTwice ? [policyProblem(step(pointer, 'at'), 'duplicate-threshold')] : []),
    ...('level' in json && !isEscalationLevel(level)
      ? [policyProblem(step(pointer, 'level'), 'level-out-of-range')]
      : []),
    ...('addressee' in json ? textProblems(addressee, step(pointer, 'addressee')) : []),
  ];
}

function isEscalationLevel(json: unknown): boolean {
  return Number.isSafeInteger(json) && Number(json) >= 2 && Number(json) <= MAX_ESCALATION_LEVEL;
}
