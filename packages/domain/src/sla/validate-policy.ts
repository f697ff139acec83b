import { fieldsOf, isObject, type JsonObject, step, textProblems } from '../calendar/json-shape';
import { problem } from '../calendar/problems';
import { MAX_DURATION } from '../calendar/duration';
import { type CalendarRef } from './policy';
import { policyProblem, type PolicyProblem, type Problems } from './policy-problems';
import { validateCondition } from './validate-condition';
import { validateTarget } from './validate-target';

/**
 * What is wrong with a policy, each with a pointer to the field; nothing: it is a `Policy` and can be published.
 * @param calendars every published version of every calendar
 */
export function validatePolicy(json: unknown, calendars: readonly CalendarRef[]): readonly PolicyProblem[] {
  if (!isObject(json)) return [problem('', 'wrong-type', 'a policy')];
  return [
    ...fieldsOf(json, '', ['name', 'priority', 'when', 'targets', 'reopenWindow']),
    ...('name' in json ? textProblems(json.name, '/name') : []),
    ...('priority' in json ? priorityProblems(json.priority) : []),
    ...('when' in json ? validateCondition(json.when, '/when') : []),
    ...('targets' in json ? targetsProblems(json.targets, calendars) : []),
    ...('reopenWindow' in json ? windowProblems(json.reopenWindow) : []),
  ];
}

function priorityProblems(json: unknown): Problems {
  if (typeof json !== 'number') return [problem('/priority', 'wrong-type', 'a number')];
  return Number.isSafeInteger(json) ? [] : [problem('/priority', 'wrong-type', 'a whole number')];
}

/** In elapsed days; the same bounds as for a duration. */
function windowProblems(json: unknown): Problems {
  const at = '/reopenWindow';
  if (typeof json !== 'number') return [problem(at, 'wrong-type', 'a number of days')];
  if (json <= 0) return [problem(at, 'not-positive')];
  if (!Number.isInteger(json)) return [problem(at, 'not-whole')];
  return json <= MAX_DURATION.days ? [] : [problem(at, 'too-long', `at most ${MAX_DURATION.days} days`)];
}

function targetsProblems(json: unknown, calendars: readonly CalendarRef[]): Problems {
  if (!Array.isArray(json)) return [problem('/targets', 'wrong-type', 'a list')];
  if (json.length === 0) return [policyProblem('/targets', 'no-targets')];
  const found = json.flatMap((target, index) => validateTarget(target, step('/targets', index), calendars));
  return [...found, ...duplicates(json)];
}

/** Only the first of two targets that look at the same could ever count. */
function duplicates(targets: readonly unknown[]): Problems {
  const first = new Map<string, number>();
  return targets.flatMap((target, index) => {
    if (!isObject(target)) return [];
    const key = JSON.stringify([target.metric, target.kind, conditionKey(target.when)]);
    const earlier = first.get(key);
    if (earlier !== undefined)
      return [policyProblem(step('/targets', index), 'duplicate-target', `/targets/${earlier}`)];
    first.set(key, index);
    return [];
  });
}

/** The same for conditions that say the same, in whatever order. */
function conditionKey(when: unknown): unknown {
  const condition: JsonObject = isObject(when) ? when : {};
  return Object.keys(condition)
    .sort()
    .map((field) => [field, [condition[field]].flat().map(String).sort()]);
}
