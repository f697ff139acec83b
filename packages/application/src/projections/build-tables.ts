import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { type Build } from './builds';
import { type ReadModelTables } from './projection';

/** Questions with other filters are other statements; more than this many are not kept. */
const MAX_STATEMENTS = 500;

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

  /** Drops one of the tables that are left; false when none is. */
  dropOne(): boolean {
    // A virtual table comes first: dropping it drops the tables behind it.
    const sql =
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB ? ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC LIMIT 1";
    const found = this.connection.prepare(sql).get(`${this.prefix}*`);
    if (found === undefined) return false;
    this.connection.exec(`DROP TABLE "${String(found['name'])}"`);
    return true;
  }

  private named(sql: string): string {
    return sql.replaceAll(/\{(\w+)\}/g, `${this.prefix}$1`);
  }
}
