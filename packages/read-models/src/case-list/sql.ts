import { type SQLInputValue } from 'node:sqlite';

/** A piece of SQL and what its question marks stand for, in order. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SQLInputValue[];
}

export function sql(text: string, ...values: readonly SQLInputValue[]): Sql {
  return { text, values };
}

export function joinedBy(separator: string, pieces: readonly Sql[]): Sql {
  return { text: pieces.map(({ text }) => text).join(separator), values: pieces.flatMap(({ values }) => values) };
}

/** All conditions at once; none at all is always true. */
export function all(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql('1') : joinedBy(' AND ', conditions);
}
