import { callers, expectKept, type Load } from '../test/callers';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { APPEND_FAULTS, type AppendFault, EventStoreDbTestServer, sometimes } from './testing';

/** 200 by `REDRESS_TEST_FAULT_RUNS=200`; few by default, so that the suite stays quick. */
const RUNS = Number(process.env['REDRESS_TEST_FAULT_RUNS'] || 1);
const TIMEOUT_MS = 4_000;
const LOAD: Load = { callers: 32, streams: 12, appends: 5 };
/** What a busy machine may add to a deadline. */
const SLACK_MS = 1_000;
/** The share of appends it happens to: rarer when the whole server suffers from it. */
const SHARE: Partial<Record<AppendFault, number>> = { restart: 0.02, freeze: 0.02 };

describe(`32 callers while the server misbehaves, ${RUNS} runs each`, () => {
  it.each(APPEND_FAULTS)(
    '%s: nothing acknowledged is lost or doubled, and every caller has an answer in time',
    async (fault) => {
      let repeated = 0;
      for (let seed = 1; seed <= RUNS; seed++) repeated += await run(fault, seed);
      // The store settles what passes; of what does not within the deadline a caller hears, which must be rare.
      expect(repeated).toBeLessThan((RUNS * LOAD.callers * LOAD.appends) / 1_000);
    },
    60_000 + RUNS * 10_000,
  );
});

/** How often a caller had to repeat its batch itself. */
async function run(fault: AppendFault, seed: number): Promise<number> {
  const server = await EventStoreDbTestServer.start();
  const store = new EventStoreDbEventStore({ url: server.url, timeoutMs: TIMEOUT_MS, tryMs: 120 });
  try {
    let faults = 0;
    const next = sometimes(fault, SHARE[fault] ?? 0.08, seed);
    server.misbehave = () => {
      const found = next();
      if (found !== undefined) faults++;
      return found;
    };
    const witness = await callers(store, LOAD);
    server.misbehave = () => undefined;
    expect(faults).toBeGreaterThan(0);
    expect(witness.slowest).toBeLessThan(TIMEOUT_MS + SLACK_MS);
    expect(await expectKept(store, witness)).toBe(LOAD.callers * LOAD.appends);
    expect(server.log.all).toHaveLength(LOAD.callers * LOAD.appends);
    return witness.repeated;
  } finally {
    await store.close();
    await server.close();
  }
}
