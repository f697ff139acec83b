import { COUNTINGS, type DurationUnit, MAX_DURATION, UNTILS } from './duration';
import { fieldsOf, isObject, type JsonObject, step } from './json-shape';
import { type FieldProblem, problem } from './problems';

const UNITS = Object.keys(MAX_DURATION) as readonly DurationUnit[];
const MAX_DEPTH = 8;

/** What is wrong with a duration; nothing: it is one. `pointer` says where it stands. */
export function validateDuration(json: unknown, pointer = ''): readonly FieldProblem[] {
  return durationProblems(json, pointer, 1);
}

function durationProblems(json: unknown, pointer: string, depth: number): readonly FieldProblem[] {
  if (!isObject(json)) return [problem(pointer, 'wrong-type', 'a duration')];
  if (depth > MAX_DEPTH) return [problem(pointer, 'too-deep')];
  if ('laterOf' in json) return bothOf(json, 'laterOf', pointer, depth);
  if ('earlierOf' in json) return bothOf(json, 'earlierOf', pointer, depth);
  return [...fieldsOf(json, pointer, ['n', 'unit'], optionalFields(json.unit)), ...simpleProblems(json, pointer)];
}

function bothOf(json: JsonObject, name: string, pointer: string, depth: number): readonly FieldProblem[] {
  const parts = json[name];
  const unknown = fieldsOf(json, pointer, [name]);
  if (!Array.isArray(parts) || parts.length !== 2) return [...unknown, problem(step(pointer, name), 'not-two')];
  const of = parts.flatMap((part, index) => durationProblems(part, step(step(pointer, name), index), depth + 1));
  return [...unknown, ...of];
}

/** `counting` is for units of time, `until` for days; where the unit is unknown, both may be meant. */
function optionalFields(unit: unknown): readonly string[] {
  if (unit === 'minutes' || unit === 'hours') return ['counting'];
  if (unit === 'days' || unit === 'weeks') return ['until'];
  return unit === 'businessDays' ? [] : ['counting', 'until'];
}

function simpleProblems(json: JsonObject, pointer: string): readonly FieldProblem[] {
  return [
    ...('unit' in json ? oneOf(json.unit, UNITS, step(pointer, 'unit')) : []),
    ...('n' in json ? amountProblems(json.n, json.unit, step(pointer, 'n')) : []),
    ...('counting' in json ? oneOf(json.counting, COUNTINGS, step(pointer, 'counting')) : []),
    ...('until' in json ? oneOf(json.until, UNTILS, step(pointer, 'until')) : []),
  ];
}

function oneOf(json: unknown, values: readonly string[], pointer: string): readonly FieldProblem[] {
  return (values as readonly unknown[]).includes(json) ? [] : [problem(pointer, 'unknown-value', values.join(', '))];
}

function amountProblems(n: unknown, unit: unknown, pointer: string): readonly FieldProblem[] {
  if (typeof n !== 'number') return [problem(pointer, 'wrong-type', 'a number')];
  if (n <= 0) return [problem(pointer, 'not-positive')];
  if (!Number.isInteger(n)) return [problem(pointer, 'not-whole')];
  const known = UNITS.find((name) => name === unit);
  if (known === undefined || n <= MAX_DURATION[known]) return [];
  return [problem(pointer, 'too-long', `at most ${MAX_DURATION[known]} ${known}`)];
}
