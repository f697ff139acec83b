import { type Comparison, type Condition, type Operand, type Scalar } from './mapping/mapping';
import { isBlank, operandValue, type RowView } from './row-view';
import { cell } from './source-row';

/** @throws {RowRejection} a value map it looks at does not have the row's value */
export function holds(condition: Condition, view: RowView): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((inner) => holds(inner, view));
    case 'any':
      return condition.of.some((inner) => holds(inner, view));
    case 'not':
      return !holds(condition.of, view);
    case 'compare':
      return stands(condition.operand, condition.comparison, view);
  }
}

function stands(operand: Operand, comparison: Comparison, view: RowView): boolean {
  const value = operandValue(operand, view);
  switch (comparison.is) {
    case 'equals':
      return same(value, resolved(comparison.to, view));
    case 'in':
      return comparison.list.some((item) => same(value, item));
    case 'blank':
      return isBlank(value) === comparison.wanted;
    case 'changed':
      return hasChanged(operand, value, view) === comparison.wanted;
    case 'above':
      return Number(value ?? NaN) > Number(resolved(comparison.to, view) ?? NaN);
    case 'below':
      return Number(value ?? NaN) < Number(resolved(comparison.to, view) ?? NaN);
  }
}

/** A first row changes everything. */
function hasChanged(operand: Operand, value: Scalar, { previous }: RowView): boolean {
  if (operand.from !== 'row' || previous === null) return true;
  return cell(previous, operand.column) !== value;
}

function resolved(to: Scalar | Operand, view: RowView): Scalar {
  return typeof to === 'object' && to !== null ? operandValue(to, view) : to;
}

/** A source writes numbers as text; nothing is the same as nothing only. */
function same(a: Scalar, b: Scalar): boolean {
  return a === null || b === null ? a === b : String(a) === String(b);
}
