import { isObject, fieldsOf, step, textProblems } from '../calendar/json-shape';
import { problem } from '../calendar/problems';
import { SEVERITIES } from '../case/vocabulary';
import { policyProblem, type Problems } from './policy-problems';

/** The fields that a condition can look at. */
export const CONDITION_FIELDS = ['channel', 'category', 'severity', 'product', 'label'] as const;

/** What is wrong with a condition; nothing: it is one. */
export function validateCondition(json: unknown, pointer: string): Problems {
  if (!isObject(json)) return [problem(pointer, 'wrong-type', 'a condition')];
  const named = CONDITION_FIELDS.filter((field) => Object.hasOwn(json, field));
  return [
    ...fieldsOf(json, pointer, [], CONDITION_FIELDS),
    ...named.flatMap((field) => valuesProblems(json[field], step(pointer, field), field)),
  ];
}

function valuesProblems(json: unknown, pointer: string, field: string): Problems {
  if (!Array.isArray(json)) return valueProblems(json, pointer, field);
  if (json.length === 0) return [policyProblem(pointer, 'no-values')];
  return json.flatMap((value: unknown, index) => [
    ...valueProblems(value, step(pointer, index), field),
    ...(json.indexOf(value) < index ? [policyProblem(step(pointer, index), 'duplicate-value')] : []),
  ]);
}

function valueProblems(json: unknown, pointer: string, field: string): Problems {
  if (field !== 'severity') return textProblems(json, pointer);
  const known = (SEVERITIES as readonly unknown[]).includes(json);
  return known ? [] : [problem(pointer, 'unknown-value', SEVERITIES.join(', '))];
}
