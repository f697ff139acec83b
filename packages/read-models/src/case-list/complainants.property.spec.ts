import { type Case, type Complainant, sameComplainant } from '@redress/domain';
import { receivedCase } from '@redress/domain/testing';
import fc from 'fast-check';
import { type ComplainantIdentity } from './case-list-query';
import { criteriaOf } from './criteria';
import { facetsOf } from './facets';

const KINDS = ['externalId', 'email', 'phone'] as const satisfies readonly ComplainantIdentity['kind'][];

/** What meets often, once it is in its normal form, and what looks like something and is nobody's. */
const email = fc.oneof(
  fc.constantFrom(
    'jo@example.org',
    ' JO@example.org',
    'jos\u00e9@example.org',
    'jose\u0301@Example.org',
    'nope',
    ' ',
    '@',
  ),
  fc.string({ unit: fc.constantFrom('j', 'J', '@', '.', ' ', 'e', '\u0301', '\u00e9'), maxLength: 8 }),
);
const phone = fc.oneof(
  fc.constantFrom('0901234', '٠٩٠١٢٣٤', '+09 (01) 234', '0901234 ext 5', '0901234x5', 'ext 5', '0', '(0)', '00000'),
  fc.string({ unit: fc.constantFrom('0', '1', '٠', '١', '０', ' ', '-', 'x'), maxLength: 9 }),
);
const id = fc.constantFrom('c-17', 'C-17', ' c-17', '0901234');
const complainant: fc.Arbitrary<Complainant> = fc.record(
  { name: fc.constant('Jo'), email, phone, externalId: id, handle: fc.constantFrom('@jo', '@ann') },
  { requiredKeys: ['name'] },
);

const of = (one: Complainant): Case => ({ ...(receivedCase() as Case), complainant: one });

/** Whether a list of the cases of an identity would show the case. */
function isListed(state: Case, identity: ComplainantIdentity): boolean {
  const criteria = criteriaOf({ complainant: identity });
  return criteria !== null && criteria.facets.every((group) => group.some((facet) => facetsOf(state).has(facet)));
}

describe('the same complainant', () => {
  it('is so both ways, and is whom a list by what identifies one of them finds', () => {
    let same = 0;
    fc.assert(
      fc.property(complainant, complainant, (a, b) => {
        const [here, there] = [of(a), of(b)];
        const isSame = sameComplainant(here, there);
        if (isSame) same += 1;
        expect(sameComplainant(there, here)).toBe(isSame);
        const byHandle = a.handle !== undefined && a.handle === b.handle;
        const listed = KINDS.some((kind) => a[kind] !== undefined && isListed(there, { kind, value: a[kind] }));
        expect(listed || byHandle).toBe(isSame);
      }),
      { numRuns: 3_000 },
    );
    expect(same).toBeGreaterThan(300);
  });
});
