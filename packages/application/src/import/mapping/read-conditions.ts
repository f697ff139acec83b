import { isOpen, OPEN_STATUSES, SEVERITIES, STATUSES } from '@redress/domain';
import {
  type Comparison,
  type Condition,
  type Operand,
  type Scalar,
  STATE_FACTS,
  type StateFact,
  type ValueMap,
} from './mapping';
import { type Place, shown } from './place';

/** What a condition may name. */
export interface ConditionScope {
  readonly conditions: ReadonlyMap<string, Condition>;
  readonly values: ReadonlyMap<string, ValueMap>;
}

const ALWAYS: Condition = { kind: 'all', of: [] };
const GROUPS = ['all', 'any', 'not'];
const OPERANDS = ['row', 'previous', 'state', 'value', 'actor'];
const NUMBER = /^[+-]?\d+(\.\d+)?$/;
const COMPARISONS = ['equals', 'in', 'changed', 'blank', 'above', 'below'];

/** What each fact can be, where that is a choice: a misspelt word would never hold and nobody would notice. */
const WORDS: Partial<Record<StateFact, readonly Scalar[]>> = {
  exists: [true, false],
  everAcknowledged: [true, false],
  waiting: [true, false],
  status: [...STATUSES, null],
  ending: ['withdrawn', 'rejected', 'referred', 'merged', null],
  severity: [...SEVERITIES, null],
  waitingFrom: ['complainant', 'third-party', null],
};

/** Conditions that every mapping can use by name. */
export const WELL_KNOWN: ReadonlyMap<string, Condition> = new Map<string, Condition>([
  ['always', ALWAYS],
  ['new', compare({ from: 'state', fact: 'exists' }, { is: 'equals', to: false })],
  ['open', compare({ from: 'state', fact: 'status' }, { is: 'in', list: OPEN_STATUSES })],
  [
    'ended',
    compare({ from: 'state', fact: 'status' }, { is: 'in', list: STATUSES.filter((status) => !isOpen(status)) }),
  ],
]);

/** A name, a list (all of them), a group, or a comparison. */
export function readCondition(place: Place, scope: ConditionScope): Condition {
  if (typeof place.value === 'string') return named(place, scope);
  if (Array.isArray(place.value)) return { kind: 'all', of: place.items().map((item) => readCondition(item, scope)) };
  if (!place.isObject) {
    place.report('must be the name of a condition, a list of conditions, or a set of keys');
    return ALWAYS;
  }
  const keys = Object.keys(place.value as object);
  const group = keys.find((key) => GROUPS.includes(key));
  if (group !== undefined) {
    place.keys({ required: [group] });
    const inner = place.get(group);
    if (group === 'not') return { kind: 'not', of: readCondition(inner, scope) };
    return { kind: group as 'all' | 'any', of: inner.items().map((item) => readCondition(item, scope)) };
  }
  return readComparison(place, keys, scope);
}

function named(place: Place, { conditions }: ConditionScope): Condition {
  const found = conditions.get(place.text());
  if (found === undefined) {
    place.report(`names no condition before it; there are: ${[...conditions.keys()].join(', ')}`);
  }
  return found ?? ALWAYS;
}

function readComparison(place: Place, keys: readonly string[], scope: ConditionScope): Condition {
  const operands = keys.filter((key) => OPERANDS.includes(key));
  const comparisons = keys.filter((key) => COMPARISONS.includes(key));
  const [left] = operands;
  const [is] = comparisons;
  if (left === undefined || is === undefined || keys.length !== 2) {
    place.report(
      `must be one of ${GROUPS.join(', ')}; or one of ${OPERANDS.join(', ')} together with one of ${COMPARISONS.join(', ')}; it has ${shown(keys)}`,
    );
    return ALWAYS;
  }
  const operand = readOperand(place, left, scope);
  return compare(operand, readTest(place.get(is), is, operand, scope));
}

function readOperand(place: Place, key: string, { values }: ConditionScope): Operand {
  const named = place.get(key);
  switch (key) {
    case 'row':
    case 'previous':
      return { from: key, column: named.column() };
    case 'state':
      return { from: 'state', fact: named.oneOf(STATE_FACTS) };
    case 'actor':
      return { from: 'actor', fact: named.oneOf(['id', 'kind'] as const) };
    default: {
      const name = named.text();
      if (!values.has(name)) named.report(`names no entry of values; there are: ${[...values.keys()].join(', ')}`);
      return { from: 'value', name };
    }
  }
}

function readTest(place: Place, is: string, operand: Operand, scope: ConditionScope): Comparison {
  switch (is) {
    case 'in':
      return { is, list: place.items().map((item) => readScalar(item, operand)) };
    case 'changed':
      if (operand.from !== 'row') place.report('only a column of the row can have changed');
      return { is, wanted: place.flag(true) };
    case 'blank':
      return { is, wanted: place.flag(true) };
    case 'above':
    case 'below':
      // Where the number is not written as JavaScript would write it, its spelling is what came through.
      if (NUMBER.test(String(place.value))) return { is, to: Number(place.value) };
      if (place.isObject) return { is, to: readReference(place, scope) };
      place.report('must be a number, or a set of keys saying what to compare with, such as {state: escalationLevel}');
      return { is, to: 0 };
    default:
      return { is: 'equals', to: place.isObject ? readReference(place, scope) : readScalar(place, operand) };
  }
}

function readReference(place: Place, scope: ConditionScope): Operand {
  const keys = Object.keys(place.value as object);
  const [key] = keys;
  if (key !== undefined && keys.length === 1 && OPERANDS.includes(key)) return readOperand(place, key, scope);
  place.report(`must have one of ${OPERANDS.join(', ')} and nothing else`);
  return { from: 'actor', fact: 'kind' };
}

function readScalar(place: Place, operand: Operand): Scalar {
  const { value } = place;
  if (value !== null && !['string', 'number', 'boolean'].includes(typeof value)) {
    place.report('must be a single value');
    return null;
  }
  const words = wordsOf(operand);
  if (words !== undefined && !words.includes(value as Scalar)) {
    place.report(`is ${shown(value)}, which it can never be; give one of ${words.map(shown).join(', ')}`);
  }
  return value as Scalar;
}

function wordsOf(operand: Operand): readonly Scalar[] | undefined {
  if (operand.from === 'actor') return operand.fact === 'kind' ? ['import', 'system'] : undefined;
  return operand.from === 'state' ? WORDS[operand.fact] : undefined;
}

function compare(operand: Operand, comparison: Comparison): Condition {
  return { kind: 'compare', operand, comparison };
}
