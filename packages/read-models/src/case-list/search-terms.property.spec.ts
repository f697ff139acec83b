import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { searchTerms } from './search-terms';

describe('what somebody typed', () => {
  const database = new DatabaseSync(':memory:');
  database.exec("CREATE VIRTUAL TABLE texts USING fts5 (body, tokenize = 'unicode61 remove_diacritics 2')");
  database.exec("INSERT INTO texts (body) VALUES ('the kettle leaks')");
  const search = database.prepare('SELECT count(*) AS n FROM texts WHERE texts MATCH ?');
  afterAll(() => database.close());

  it('is never a syntax error, whatever it is', () => {
    const operators = fc.constantFrom(
      '"',
      "'",
      '*',
      'AND',
      'OR',
      'NOT',
      'NEAR(',
      ')',
      '(',
      '^',
      ':',
      '-',
      '+',
      '{',
      '\0',
      'body:',
      ' ',
    );
    const typed = fc.array(fc.oneof(operators, fc.string({ unit: 'binary' }))).map((parts) => parts.join(''));
    fc.assert(
      fc.property(typed, (text) => {
        for (const term of searchTerms(text) ?? []) expect(search.get(term)?.['n']).toBeLessThan(2);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is looked for word by word, and what stands in quotation marks as a whole', () => {
    expect(searchTerms('kettle  "leaks again" kettle NOT')).toEqual(['"kettle"', '"leaks again"', '"NOT"']);
    expect(searchTerms('an "unfinished phrase')).toEqual(['"an"', '"unfinished"', '"phrase"']);
    expect(searchTerms('– "…" !')).toBeNull();
    expect(searchTerms('')).toBeNull();
  });
});
