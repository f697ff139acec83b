import fc from 'fast-check';
import { compared, type ExceptionName } from '../../test/late-entry/compare';
import { counted, type Counts, NONE, shareOfTelling } from '../../test/late-entry/counts';
import { type Life, lives } from '../../test/late-entry/life';
import { printed } from '../../test/late-entry/printed';
import { toldInTime, toldLate } from '../../test/late-entry/run';

/** `REDRESS_PROPERTY_RUNS=20000` for the long run, by a seed of its own, which is printed and can be given again. */
const given = (name: string): number | undefined => (process.env[name] ? Number(process.env[name]) : undefined);
const RUNS = given('REDRESS_PROPERTY_RUNS') ?? 250;
const SEED = given('REDRESS_PROPERTY_SEED') ?? (RUNS > 250 ? Date.now() % 2 ** 31 : 20_261_201);
const MS_A_RUN = 400;

/** @throws {Error} with the counterexample, in words */
function holds(life: Life, counts: Counts): void {
  const inTime = toldInTime(life);
  const late = toldLate(life, inTime);
  const { differences, exceptions } = compared(life, inTime, late);
  counted(counts, late, exceptions as Record<ExceptionName, number>);
  if (differences.length > 0) throw new Error(`\n${printed(life, inTime, late, differences)}`);
}

describe('a fact entered late', () => {
  it(
    'has the effect that it would have had in time',
    () => {
      const counts = NONE();
      fc.assert(
        fc.property(lives, (life) => holds(life, counts)),
        { numRuns: RUNS, seed: SEED },
      );
      process.stdout.write(`late entries, seed ${SEED}: ${JSON.stringify(counts)}\n`);
      expect(shareOfTelling(counts)).toBeGreaterThanOrEqual(0.6);
    },
    60_000 + RUNS * MS_A_RUN,
  );
});
