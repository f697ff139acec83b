import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { searchForm } from './search-form';
import { searchTerms } from './search-terms';

const FORMS = ['NFC', 'NFD', 'NFKC', 'NFKD'] as const;
/** What is written in several ways: accents of several scripts, Hangul, kana, presentation forms, ligatures, full width. */
const WRITTEN = 'éộŠǆﬁſÅΐйїקּאָﻻﷲﺑखड़ঠোேி각힣がポｶﾞﾊﾟ㍿Ａｚ９①²½ₓ豈';
const unit = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...WRITTEN, ' ', '-', '"', '\u0301', '\u3099', 'a') },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
);
const text = fc.array(unit, { minLength: 1, maxLength: 12 }).map((units) => units.join(''));

describe('a text', () => {
  const database = new DatabaseSync(':memory:');
  database.exec("CREATE VIRTUAL TABLE texts USING fts5 (body, tokenize = 'unicode61 remove_diacritics 2')");
  const insert = database.prepare('INSERT INTO texts (rowid, body) VALUES (1, ?)');
  const search = database.prepare('SELECT count(*) AS n FROM texts WHERE texts MATCH ?');
  afterAll(() => database.close());

  it('is found by itself, whatever form the one and the other are written in', () => {
    let found = 0;
    fc.assert(
      fc.property(text, fc.constantFrom(...FORMS), fc.constantFrom(...FORMS), (words, one, other) => {
        database.exec('DELETE FROM texts');
        insert.run(searchForm(words.normalize(one)));
        for (const term of searchTerms(words.normalize(other)) ?? []) {
          found += 1;
          expect([term, search.get(term)?.['n']]).toEqual([term, 1]);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(found).toBeGreaterThan(1_000);
  });
});
