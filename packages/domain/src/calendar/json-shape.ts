import { type FieldProblem, problem } from './problems';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(json: unknown): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** A step of a JSON pointer (RFC 6901). */
export function step(pointer: string, key: string | number): string {
  if (typeof key === 'number') return `${pointer}/${key}`;
  return `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** What an object lacks, and what does not belong in it. */
export function fieldsOf(
  json: JsonObject,
  pointer: string,
  required: readonly string[],
  optional: readonly string[] = [],
): readonly FieldProblem[] {
  const unknown = Object.keys(json).filter((key) => !required.includes(key) && !optional.includes(key));
  return [
    ...required.filter((key) => !Object.hasOwn(json, key)).map((key) => problem(step(pointer, key), 'missing-field')),
    ...unknown.map((key) => problem(step(pointer, key), 'unknown-field')),
  ];
}

const MAX_TEXT = 200;

export function textProblems(json: unknown, pointer: string): readonly FieldProblem[] {
  if (typeof json !== 'string') return [problem(pointer, 'wrong-type', 'a text')];
  const right = json.trim() !== '' && json.length <= MAX_TEXT && !json.includes('\0') && json.isWellFormed();
  return right ? [] : [problem(pointer, 'wrong-text')];
}

/** What is wrong with a list, and with each of its entries. */
export function listProblems(
  json: unknown,
  pointer: string,
  entry: (json: unknown, pointer: string) => readonly FieldProblem[],
): readonly FieldProblem[] {
  if (!Array.isArray(json)) return [problem(pointer, 'wrong-type', 'a list')];
  return json.flatMap((item, index) => entry(item, step(pointer, index)));
}
