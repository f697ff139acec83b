// Builds every read model from the log into a file that is not there yet, as a first start or a rebuild does.
// Arguments: directory.
import { join } from 'node:path';
import { ProjectorRunner, ReadModelDatabase } from '@redress/application';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { caseListProjection, projectionsModule } from '@redress/read-models';
import { rate } from '../measure.mjs';
import { cpuSeconds, megabytes, print } from './figures.mjs';

const DAY_MS = 86_400_000;
const [dir] = process.argv.slice(2);
const store = await SqliteEventStore.open({ file: join(dir, 'log.db') });
const database = ReadModelDatabase.open({ file: join(dir, 'read-models.db'), projectionsModule: projectionsModule() });
const runner = new ProjectorRunner({ store, database, projections: [caseListProjection] });
const head = await store.head();
let eventsPerSecond;
const cpu = await cpuSeconds(async () => {
  eventsPerSecond = await rate(async () => {
    await runner.start();
    await runner.waitFor(head, DAY_MS);
    return Number(head);
  });
});
await runner.stop();
await database.close();
await store.close();
print({ events: Number(head), eventsPerSecond, eventsPerCpuSecond: Number(head) / cpu, peakMegabytes: megabytes() });
