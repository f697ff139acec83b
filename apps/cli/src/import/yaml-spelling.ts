import { type Document, isScalar, type ParsedNode, type Scalar, visit } from 'yaml';

/**
 * Columns are texts, so what a mapping compares them with has to stay as it is written: `1.10` is a number to YAML, and as
 * one it would be `1.1`; `010` would be `10`, `0x1F` `31`, `NULL` nothing. What is not written as JavaScript would write it
 * becomes the text that stands there; `1`, `true`, `null` and `~` stay what they are to YAML.
 */
export function keepSpelling(document: Document): void {
  visit(document, {
    Scalar(_key, node) {
      const spelling = spelled(node);
      if (spelling !== null) node.value = spelling;
    },
  });
}

/** Two keys are the same when they stand for the same text: `1.0` and `1` do not. */
export function areSameKeys(a: ParsedNode, b: ParsedNode): boolean {
  return a === b || (isScalar(a) && isScalar(b) && keyText(a) === keyText(b));
}

function keyText(key: Scalar): string {
  return spelled(key) ?? String(key.value ?? '');
}

/** Null: as it is. */
function spelled({ value, source, type }: Scalar): string | null {
  if (type !== 'PLAIN' || source === undefined || typeof value === 'string') return null;
  if (value === null) return ['', '~', 'null'].includes(source) ? null : source;
  return String(value) === source ? null : source;
}
