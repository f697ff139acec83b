import { after, event, HOUR_MS, importer, RECEIVED_AT, recorded } from '../testing';
import { type EventContext } from './events';
import { foldCase } from './evolve';
import { sourceAt } from './source-rows';

const hour = (n: number): string => after(RECEIVED_AT, n * HOUR_MS);

const from = (row: string, at: string, kept: Record<string, string>): Pick<EventContext, 'source'> => ({
  source: { mapping: 'log', at, kept, rowHash: row, ordinal: 0 },
});
const received = recorded(event('ComplaintReceived'), hour(0), importer, from('a', hour(0), { State: 'New' }));
const breached = recorded(event('NoteAdded'), hour(4), importer, from('b', hour(9), { State: 'Done' }));
const noted = recorded(event('SourceRowNoted'), hour(9), importer, from('b', hour(9), { State: 'Done' }));

describe('a row that brings to light what happened before it', () => {
  it('counts from its own instant on, and is not seen before', () => {
    const known = foldCase('c', [received, breached])?.source ?? null;
    expect(sourceAt(known, hour(8))).toMatchObject({ kept: { State: 'New' }, sourceRows: 1 });
    expect(sourceAt(known, hour(9))).toMatchObject({ kept: { State: 'Done' }, sourceRows: 2 });
  });

  it('counts once, also with an event of its instant', () => {
    expect(foldCase('c', [received, breached, noted])?.source).toEqual({
      mapping: 'log',
      kept: { State: 'Done' },
      lastRow: 'b 0',
      sourceRows: 2,
    });
    expect(foldCase('c', [received, noted, breached])?.source?.sourceRows).toBe(2);
  });

  it('may be the first one: until then nothing has come', () => {
    const early = { ...received, ...from('a', hour(3), { State: 'Done' }) };
    const known = foldCase('c', [early])?.source ?? null;
    expect(sourceAt(known, hour(2))).toBeNull();
    expect(sourceAt(known, hour(3))).toMatchObject({ kept: { State: 'Done' }, sourceRows: 1 });
  });

  it('counts at once where the import did not write down its instant', () => {
    const { at: _, ...source } = noted.source as NonNullable<EventContext['source']>;
    const known = foldCase('c', [received, { ...breached, source }])?.source ?? null;
    expect(sourceAt(known, hour(4))).toMatchObject({ sourceRows: 2 });
  });
});
