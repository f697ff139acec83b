import { type Case, clocksAt, type Policy } from '@redress/domain';
import fc from 'fast-check';
import { type Promises, promisesOn } from '../promises';
import { CaseImporter } from '../import/case-importer';
import { mappedPromises } from '../import/mapped-promises';
import { importedCaseId } from '../import/imported-ids';
import { TEST_SECRET } from '../testing/requests';
import { desk, ticket } from '../import/testing/desk';
import { Replay, type Replayed } from './replay';
import { type Deed, deed, Life, policies, ran } from './testing/lives';

const deeds = fc.array(deed, { minLength: 1, maxLength: 25 });

async function replayed(life: Life, promisesOf: (state: Pick<Case, 'promised'>) => Promises): Promise<Replayed[]> {
  await life.module.catalog.refresh();
  const replay = new Replay(life.store, (state) => Promise.resolve(promisesOf(state)));
  const all = await Promise.all(life.cases.map((id) => replay.case(id)));
  return all.filter((it) => it !== null);
}

/** Hours since the row before, and what it says. */
const row = fc.record({
  hours: fc.integer({ min: 0, max: 200 }),
  State: fc.constantFrom('New', 'Working', 'Working', 'Waiting', 'Done'),
  Level: fc.constantFrom('first', 'second'),
  Who: fc.constantFrom('Ann', 'Bo', 'Robot'),
});
type GivenRow = typeof row extends fc.Arbitrary<infer R> ? R : never;

/** Some rows, what people and processors did then, and the file once more with the rest of its rows. */
async function imported(published: readonly Policy[], rows: readonly GivenRow[], cut: number, done: readonly Deed[]) {
  const life = new Life();
  await life.publish(published);
  let at = Date.parse('2026-01-05T08:00:00Z');
  const told = rows.map(({ hours, ...said }) => {
    at += hours * 3_600_000;
    return { ...said, When: new Date(at).toISOString().slice(0, 19) };
  });
  const promises = await mappedPromises(life.module.catalog, { name: 'usual', version: null });
  const importer = new CaseImporter({
    store: life.store,
    secret: TEST_SECRET,
    mapping: desk(),
    promises,
    clock: life.clock,
  });
  const caseId = importedCaseId(TEST_SECRET, 'desk', '7');
  life.cases.push(caseId);
  if (cut > 0) await importer.import(ticket(told.slice(0, cut)));
  for (const each of done) await life.do({ ...each, on: 0, other: 0 });
  await importer.import(ticket(told));
  return life;
}

describe('a history that is played again', () => {
  it('under the promises that were made gives the clocks that are on record', async () => {
    await fc.assert(
      fc.asyncProperty(policies(), deeds, async (published, done) => {
        const life = await Life.of(published, done);
        const now = life.clock.now();
        for (const { recorded, simulated } of await replayed(life, (state) => promisesOn(life.module.catalog, state))) {
          expect(ran(clocksAt(simulated.clocks, now).clocks)).toEqual(ran(clocksAt(recorded.clocks, now).clocks));
        }
      }),
      { numRuns: 300 },
    );
  }, 120_000);

  it('does so of what was imported, and went on here in between', async () => {
    const rows = fc.array(row, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        policies(),
        rows,
        fc.nat(12),
        fc.array(deed, { maxLength: 4 }),
        async (published, told, cut, done) => {
          const life = await imported(published, told, cut, done);
          const now = life.clock.now();
          for (const { recorded, simulated } of await replayed(life, (state) =>
            promisesOn(life.module.catalog, state),
          )) {
            expect(ran(clocksAt(simulated.clocks, now).clocks)).toEqual(ran(clocksAt(recorded.clocks, now).clocks));
          }
        },
      ),
      { numRuns: 300 },
    );
  }, 120_000);

  it('under other promises gives the clocks that would be on record, had these been made', async () => {
    const none: readonly Policy[] = [];
    const made = fc.oneof({ weight: 4, arbitrary: policies(false) }, fc.constant(none));
    await fc.assert(
      fc.asyncProperty(made, policies(false), deeds, async (were, instead, done) => {
        const [life, other] = [await Life.of(were, done), await Life.of(instead, done)];
        await other.module.catalog.refresh();
        const promised = other.module.catalog.current();
        const found = await replayed(life, () => ({ promised, calendar: (ref) => other.module.catalog.calendar(ref) }));
        const now = life.clock.now();
        for (const [index, { simulated }] of found.entries()) {
          const { state } = await other.module.repository.load(other.cases[index] as string);
          expect(ran(clocksAt(simulated.clocks, now).clocks)).toEqual(
            ran(clocksAt((state as Case).clocks, now).clocks),
          );
        }
      }),
      { numRuns: 200 },
    );
  }, 120_000);
});
