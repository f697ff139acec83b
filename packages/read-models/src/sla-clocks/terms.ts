import { type ReadModelTables } from '@redress/application';
import { type Terms } from '@redress/domain';

/** What was promised, each wording once: a policy gives the same terms to a million clocks. */
export interface TermsTable {
  /** Where terms are kept; makes a row of them when there is none. */
  numberOf(terms: Terms): number;
  termsOf(number: number): Terms;
}

const known = new WeakMap<ReadModelTables, TermsTable>();

/** The terms in the tables. What was looked up once is remembered for as long as these tables are. */
export function termsIn(tables: ReadModelTables): TermsTable {
  const found = known.get(tables) ?? remembered(tables);
  known.set(tables, found);
  return found;
}

function remembered(tables: ReadModelTables): TermsTable {
  const numbers = new Map<string, number>();
  const contents = new Map<number, Terms>();
  // Clocks share the terms of the policy that they were started by.
  const texts = new WeakMap<Terms, string>();
  return {
    numberOf(terms) {
      const content = texts.get(terms) ?? JSON.stringify(terms);
      texts.set(terms, content);
      const number = numbers.get(content) ?? keep(tables, content);
      numbers.set(content, number);
      return number;
    },
    termsOf(number) {
      const terms = contents.get(number) ?? read(tables, number);
      contents.set(number, terms);
      return terms;
    },
  };
}

function keep(tables: ReadModelTables, content: string): number {
  tables.prepare('INSERT INTO {terms} (content) VALUES (?) ON CONFLICT DO NOTHING').run(content);
  return tables.prepare('SELECT number FROM {terms} WHERE content = ?').get(content)?.['number'] as number;
}

function read(tables: ReadModelTables, number: number): Terms {
  const found = tables.prepare('SELECT content FROM {terms} WHERE number = ?').get(number);
  return JSON.parse(found?.['content'] as string) as Terms;
}
