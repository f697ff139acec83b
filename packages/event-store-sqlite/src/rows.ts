import { type DatabaseSync, type SQLInputValue } from 'node:sqlite';

/** A prepared query whose rows are tuples, which are read about twice as fast as objects. */
export interface RowReader<Row extends readonly unknown[]> {
  get(...values: SQLInputValue[]): Row | undefined;
  all(...values: SQLInputValue[]): Row[];
  iterate(...values: SQLInputValue[]): Iterable<Row>;
}

export function rowReader<Row extends readonly unknown[]>(db: DatabaseSync, sql: string): RowReader<Row> {
  const statement = db.prepare(sql);
  // Node 22 gives objects only; their values stand in the order of the columns.
  if (!('setReturnArrays' in statement)) return fromObjects(statement);
  statement.setReturnArrays(true);
  return {
    get: (...values) => statement.get(...values) as unknown as Row | undefined,
    all: (...values) => statement.all(...values) as unknown as Row[],
    iterate: (...values) => statement.iterate(...values) as Iterable<unknown> as Iterable<Row>,
  };
}

type ObjectStatement = Pick<ReturnType<DatabaseSync['prepare']>, 'all' | 'get' | 'iterate'>;

function fromObjects<Row extends readonly unknown[]>(statement: ObjectStatement): RowReader<Row> {
  const tuple = (row: object): Row => Object.values(row) as unknown as Row;
  return {
    get: (...values) => {
      const row = statement.get(...values);
      return row === undefined ? undefined : tuple(row);
    },
    all: (...values) => statement.all(...values).map(tuple),
    *iterate(...values) {
      for (const row of statement.iterate(...values)) yield tuple(row as object);
    },
  };
}
