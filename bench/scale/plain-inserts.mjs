// The baseline of a rebuild: the rows that it wrote, read back and inserted into the same empty tables, row by row, so many
// to a transaction as a batch of the projector has events. Nothing is folded, nothing looked up.
// Arguments: directory, events the rows came from.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { rmSync } from 'node:fs';
import { cpuSeconds, print } from './figures.mjs';

const ROWS_OF_A_TRANSACTION = 1_000;
const [dir, events] = process.argv.slice(2);
const file = join(dir, 'plain.db');
const source = new DatabaseSync(join(dir, 'read-models.db'), { readOnly: true });
const target = new DatabaseSync(file);
// As the thread that builds read models has it.
target.exec(`
  PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16000;
`);
// Of the build that serves; another may still be on its way out.
const { id } = source.prepare("SELECT id FROM builds WHERE role = 'serving'").get();
const schema = source
  .prepare(
    `SELECT name, type, sql FROM sqlite_schema
      WHERE sql IS NOT NULL AND name GLOB '*_${id}_*' AND name NOT GLOB '*_search_*' AND name NOT GLOB 'sqlite_*'`,
  )
  .all();
for (const { sql } of schema) target.exec(sql);
// Facets lie in their own order in their table: in that of the cases, as they come, they are inserted like everything else.
const facets = schema.find(({ name }) => name.endsWith('_facets')).name;
const inOrder = new DatabaseSync(join(dir, 'in-order.db'));
inOrder.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
inOrder.prepare('ATTACH ? AS s').run(join(dir, 'read-models.db'));
inOrder.exec(`CREATE TABLE ${facets} AS SELECT * FROM s.${facets} ORDER BY no`);
let rows = 0;
const start = process.hrtime.bigint();
const cpu = await cpuSeconds(() => {
  target.exec('BEGIN');
  for (const { name, type } of schema) {
    if (type !== 'table' || name.endsWith('_search')) continue;
    const texts = name.endsWith('_texts');
    const order = texts ? ' ORDER BY id' : '';
    const columns = source.prepare(`SELECT * FROM ${name}`).columns().length;
    const insert = target.prepare(`INSERT INTO ${name} VALUES (${Array(columns).fill('?').join()})`);
    const index = texts
      ? target.prepare(`INSERT INTO ${name.replace(/_texts$/, '_search')} (rowid, body) VALUES (?, ?)`)
      : null;
    const from = name === facets ? inOrder : source;
    for (const row of from.prepare(`SELECT * FROM ${name}${order}`).iterate()) {
      insert.run(...Object.values(row));
      index?.run(row.id, row.body);
      if (++rows % ROWS_OF_A_TRANSACTION === 0) target.exec('COMMIT; BEGIN');
    }
  }
  target.exec('COMMIT');
});
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
target.close();
inOrder.close();
for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
rmSync(join(dir, 'in-order.db'));
print({
  rows,
  rowsPerSecond: rows / seconds,
  eventsPerSecond: Number(events) / seconds,
  eventsPerCpuSecond: Number(events) / cpu,
});
