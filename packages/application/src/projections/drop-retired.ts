import { setImmediate } from 'node:timers/promises';
import { patiently } from './patiently';
import { type ReadModelDatabase } from './read-model-database';

/** Drops the tables of builds that were replaced, a little at a time; what is left at a stop is dropped after the next start. */
export async function dropRetired(database: ReadModelDatabase, name: string, isStopped: () => boolean): Promise<void> {
  for (const build of database.builds.retired(name)) {
    let isLeft = true;
    while (isLeft) {
      if (isStopped()) return;
      isLeft = await patiently(() => database.write(() => database.tablesOf(build).dropSlice()));
      await setImmediate();
    }
    await patiently(() => database.forget(build));
  }
}
