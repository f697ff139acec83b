import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Path of the module with every read model and every question that may take long, for
 * `ReadModelDatabaseOptions.projectionsModule`. Beside this file once compiled; where sources are run directly, in the
 * build beside them.
 */
export function projectionsModule(): string {
  const beside = join(__dirname, 'projections.js');
  return existsSync(beside) ? beside : join(__dirname, '../dist/projections.js');
}
