import fc from 'fast-check';
import { laws } from '../../test/merged-lives/laws';
import { merged, pairs } from '../../test/merged-lives/pair';
import { told } from '../../test/merged-lives/told';

/** `REDRESS_PROPERTY_RUNS=20000` for the long run, by a seed of its own, which is printed and can be given again. */
const given = (name: string): number | undefined => (process.env[name] ? Number(process.env[name]) : undefined);
const RUNS = given('REDRESS_PROPERTY_RUNS') ?? 250;
const SEED = given('REDRESS_PROPERTY_SEED') ?? (RUNS > 250 ? Date.now() % 2 ** 31 : 20_261_201);
const MS_A_RUN = 400;

describe('of two lives that are merged', () => {
  it(
    'nothing owed is lost',
    () => {
      const counts: Record<string, number> = {};
      fc.assert(
        fc.property(pairs, (pair) => {
          const both = merged(pair);
          counts[both.answer] = (counts[both.answer] ?? 0) + 1;
          if (both.answer !== 'accepted') return;
          const broken = Object.entries(laws).flatMap(([name, law]) => law(both, pair).map((it) => `${name}: ${it}`));
          if (broken.length > 0) throw new Error(`\n${told(pair, both, broken)}`);
        }),
        { numRuns: RUNS, seed: SEED },
      );
      process.stdout.write(`merged lives, seed ${SEED}: ${JSON.stringify(counts)}\n`);
      expect(counts['accepted']).toBeGreaterThanOrEqual(RUNS / 3);
    },
    60_000 + RUNS * MS_A_RUN,
  );
});
