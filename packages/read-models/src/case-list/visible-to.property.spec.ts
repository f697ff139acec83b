import { type Actor, type Case, maySee, type Role, roles } from '@redress/domain';
import { acknowledgedCase } from '@redress/domain/testing';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { accessColumns, caseColumns } from './case-columns';
import { visibleTo } from './visible-to';

/** Few names, so that they often meet. */
const name = fc.constantFrom('ann', 'ben', 'crm', "o'hara", 'x","y');

const actor: fc.Arbitrary<Actor> = fc
  .record({ id: name, role: fc.constantFrom(...(Object.keys(roles) as Role[])), via: fc.option(name) })
  .map(({ id, role, via }) => ({ id, kind: 'person', role, ...(via === null ? {} : { via }) }));

const state: fc.Arbitrary<Case> = fc
  .record({
    confidential: fc.boolean(),
    handler: fc.option(name.map((id) => ({ id, name: id }))),
    restrictedTo: fc.option(fc.array(name, { maxLength: 2 })),
    recordedBy: fc.record({ id: name, via: fc.option(name) }),
  })
  .map((access) => ({ ...acknowledgedCase(), ...access }));

describe('who may know of a case', () => {
  const database = new DatabaseSync(':memory:');
  const columns = ['confidential', 'handler_id', 'restricted_to', 'recorded_by', 'recorded_key'] as const;
  database.exec(`CREATE TABLE present (${columns.join(', ')})`);
  afterAll(() => database.close());

  function isListed(each: Case, viewer: Actor): boolean {
    const values = { ...caseColumns(each), ...accessColumns(each) };
    database.exec('DELETE FROM present');
    database.prepare('INSERT INTO present VALUES (?, ?, ?, ?, ?)').run(...columns.map((column) => values[column]));
    const { text, values: bound } = visibleTo(viewer);
    return database.prepare(`SELECT 1 FROM present p WHERE ${text}`).get(...bound) !== undefined;
  }

  it('is told by SQL as by the rules', () => {
    fc.assert(
      fc.property(state, actor, (each, viewer) => {
        expect(isListed(each, viewer)).toBe(maySee(each, viewer));
      }),
      { numRuns: 2_000 },
    );
  });
});
