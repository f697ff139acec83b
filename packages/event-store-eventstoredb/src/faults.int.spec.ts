import { FAULTS, findingsIn, misbehaviourRun } from './testing';

/** `npm run torture -- --scenario misbehaviour` does 200 of each. */
const RUNS = 1;

describe(`32 callers and two subscriptions while the server misbehaves, ${RUNS} run each`, () => {
  it.each(FAULTS)(
    '%s: nothing acknowledged is lost or doubled, and every caller has an answer in time',
    async (fault) => {
      for (let seed = 1; seed <= RUNS; seed++) {
        const figures = await misbehaviourRun(fault, seed);
        expect(findingsIn(figures)).toEqual([]);
        expect(figures.faults).toBeGreaterThan(0);
      }
    },
    300_000,
  );
});
