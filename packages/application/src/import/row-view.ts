import { type Actor, type Case } from '@redress/domain';
import { rejection } from './import-rules';
import { type Mapping, type Operand, type Scalar, type StateFact } from './mapping/mapping';
import { cell, type Row } from './source-row';

/** All that conditions and fields may look at. */
export interface RowView {
  readonly mapping: Mapping;
  readonly row: Row;
  /** The row before it of the same case, taken or not; null for the first. */
  readonly previous: Row | null;
  /** The case as folded so far; null while there is none. */
  readonly state: Case | null;
  readonly actor: Actor;
  /** Told of each value that cannot stand where it is meant to and is left out. */
  readonly onLeftOut?: () => void;
}

/** @throws {RowRejection} a value map does not have the row's value */
export function operandValue(operand: Operand, view: RowView): Scalar {
  switch (operand.from) {
    case 'row':
      return cell(view.row, operand.column);
    case 'previous':
      return view.previous === null ? null : cell(view.previous, operand.column);
    case 'state':
      return stateFact(operand.fact, view.state);
    case 'value':
      return mappedValue(operand.name, view);
    case 'actor':
      return view.actor[operand.fact];
  }
}

/** @throws {RowRejection} the map does not have the row's value */
export function mappedValue(name: string, { mapping, row }: RowView): string | number | boolean | null {
  const values = mapping.values.get(name);
  if (values === undefined) return null;
  const text = cell(row, values.column) ?? '';
  const value = values.map.get(text);
  if (value !== undefined) return value;
  if (values.otherwise === 'leave-out' || isBlank(text)) return null;
  throw rejection('unmapped-value', `${values.column}: ${JSON.stringify(text)}`);
}

/** Null when there is no case, or nothing of the kind. */
export function stateFact(fact: StateFact, state: Case | null): Scalar {
  if (fact === 'exists') return state !== null;
  if (state === null) return null;
  switch (fact) {
    case 'status':
    case 'ending':
    case 'everAcknowledged':
    case 'escalationLevel':
    case 'severity':
    case 'category':
    case 'product':
    case 'channel':
      return state[fact];
    case 'handler':
      return state.handler?.id ?? null;
    case 'openMessages':
      return state.openMessages.length;
    case 'waiting':
      return state.waitingFor.length > 0;
    case 'waitingFrom':
      return state.waitingFor.at(-1)?.from ?? null;
    case 'openRequest':
      return state.waitingFor.at(-1)?.requestId ?? null;
  }
}

export function isBlank(value: Scalar | undefined): boolean {
  return value === null || value === undefined || String(value).trim() === '';
}
