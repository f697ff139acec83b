import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { type Build } from './builds';
import { type ReadModelTables } from './projection';

/** Questions with other filters are other statements; more than this many are not kept. */
const MAX_STATEMENTS = 500;

/** So many rows are deleted in a few milliseconds. */
const ROWS_AT_ONCE = 500;

/** The tables of one build: their names begin with that of the read model and the number of the build. */
export class BuildTables implements ReadModelTables {
  private readonly statements = new Map<string, StatementSync>();
  private readonly prefix: string;

  constructor(
    private readonly connection: DatabaseSync,
    { name, id }: Pick<Build, 'name' | 'id'>,
  ) {
    this.prefix = `${name.replaceAll('-', '_')}_${id}_`;
  }

  prepare(sql: string): StatementSync {
    let statement = this.statements.get(sql);
    if (statement === undefined) {
      statement = this.connection.prepare(this.named(sql));
      const oldest = this.statements.size < MAX_STATEMENTS ? undefined : this.statements.keys().next().value;
      if (oldest !== undefined) this.statements.delete(oldest);
      this.statements.set(sql, statement);
    }
    return statement;
  }

  exec(sql: string): void {
    this.connection.exec(this.named(sql));
  }

  /**
   * Takes away a little of what is left; false when nothing is. Dropping a large table at once would keep the process
   * from anything else for as long as it takes to overwrite all of it.
   */
  dropSlice(): boolean {
    // Virtual tables first, because the tables behind them go with them; then indexes, so that rows go quickly.
    const sql = `SELECT type, name, sql LIKE 'CREATE VIRTUAL%' AS isVirtual FROM sqlite_schema
      WHERE name GLOB ? AND sql IS NOT NULL AND type IN ('table', 'index') ORDER BY isVirtual DESC, type LIMIT 1`;
    const found = this.connection.prepare(sql).get(`${this.prefix}*`);
    if (found === undefined) return false;
    const name = String(found['name']);
    if (found['type'] === 'index') this.connection.exec(`DROP INDEX "${name}"`);
    else if (found['isVirtual'] === 1 || !this.deleteRows(name)) this.connection.exec(`DROP TABLE "${name}"`);
    return true;
  }

  private deleteRows(table: string): boolean {
    const { wr } = this.connection.prepare('SELECT wr FROM pragma_table_list WHERE name = ?').get(table) ?? {};
    const primary = this.connection
      .prepare('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk')
      .all(table);
    const key = wr === 1 ? primary.map((column) => `"${String(column['name'])}"`).join(', ') : 'rowid';
    const sql = `DELETE FROM "${table}" WHERE (${key}) IN (SELECT ${key} FROM "${table}" LIMIT ${ROWS_AT_ONCE})`;
    return Number(this.connection.prepare(sql).run().changes) > 0;
  }

  private named(sql: string): string {
    return sql.replaceAll(/\{(\w+)\}/g, `${this.prefix}$1`);
  }
}
