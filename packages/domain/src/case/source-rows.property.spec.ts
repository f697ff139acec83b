import fc from 'fast-check';
import { after, event, HOUR_MS, importer, RECEIVED_AT, recorded } from '../testing';
import { type RecordedEvent } from './events';
import { foldCase } from './evolve';
import { sourceAt } from './source-rows';

const hour = (n: number): string => after(RECEIVED_AT, n * HOUR_MS);

const HOURS = 12;
interface ToldRow {
  readonly at: number;
  /** When what the row tells of happened. */
  readonly told: readonly number[];
}

const rows: fc.Arbitrary<readonly ToldRow[]> = fc
  .array(
    fc.record({
      at: fc.nat(HOURS),
      told: fc.array(fc.nat(HOURS), { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((some) => some.sort((a, b) => a.at - b.at));

/** As the versions before wrote them: every event has all of its row. */
function eventsOf(all: readonly ToldRow[]): readonly RecordedEvent[] {
  const receipt = recorded(event('ComplaintReceived'), hour(0), importer);
  return [
    receipt,
    ...all.flatMap(({ at, told }, row) => {
      const source = { mapping: 'log', at: hour(at), kept: { row: `${row}` }, rowHash: `${row}`, ordinal: 0 };
      return told.map((when) => recorded(event('NoteAdded'), hour(when), importer, { source }));
    }),
  ];
}

describe('imported rows as of an instant', () => {
  it('are those that had come by then: never a later one, whatever its events are dated', () => {
    fc.assert(
      fc.property(rows, fc.nat(HOURS), (all, asked) => {
        const known = eventsOf(all).filter(({ occurredAt }) => occurredAt <= hour(asked));
        const come = all.flatMap(({ at, told }, row) => (at <= asked && Math.min(...told) <= asked ? [row] : []));
        const seen = sourceAt(foldCase('c', known)?.source ?? null, hour(asked));
        expect(seen?.sourceRows ?? 0).toBe(come.length);
        expect(seen?.kept['row']).toBe(come.at(-1)?.toString());
      }),
      { numRuns: 2_000 },
    );
  });
});
