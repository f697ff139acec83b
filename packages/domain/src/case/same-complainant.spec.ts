import { caseOf, event } from '../testing';
import { identitiesOf, sameComplainant } from './same-complainant';
import { type Complainant, UNKNOWN, type Unknown } from './vocabulary';

const NAME = 'Clara Cole';
const of = (complainant: Complainant | Unknown, channel = 'email') =>
  caseOf([event('ComplaintReceived', { channel }, { complainant })]);

function same(
  a: Partial<Complainant>,
  b: Partial<Complainant>,
  channels: readonly [string, string] = ['email', 'email'],
) {
  const [here, there] = [of({ name: NAME, ...a }, channels[0]), of({ name: 'C. Cole', ...b }, channels[1])];
  expect(sameComplainant(here, there)).toBe(sameComplainant(there, here));
  return sameComplainant(here, there);
}

describe('the same complainant', () => {
  it.each([
    ['an id of the integrator', { externalId: 'c-17' }, { externalId: 'c-17' }],
    ['an e-mail address, in whatever case', { email: 'Clara@Example.org' }, { email: 'clara@example.org' }],
    ['the digits of a phone', { phone: '+49 (30) 12-34' }, { phone: '0049301234'.slice(2) }],
    ['one of several', { email: 'a@example.org', phone: '12345' }, { email: 'b@example.org', phone: '1-2345' }],
    ['a phone in the digits of another script', { phone: '٠٩٠١٢٣٤' }, { phone: '0901234' }],
    ['a phone in one script', { phone: '٠٩٠١٢٣٤' }, { phone: '٠٩٠١٢٣٤' }],
    ['an e-mail address with a blank behind it', { email: 'jo@example.org ' }, { email: 'jo@example.org' }],
    ['an e-mail address in NFC and NFD', { email: 'jos\u00e9@example.org' }, { email: 'jose\u0301@example.org' }],
  ])('is known by %s', (_by, a, b) => {
    expect(same(a, b)).toBe(true);
  });

  it('is known by a handle in the same channel', () => {
    expect(same({ handle: '@clara' }, { handle: '@clara' }, ['chat', 'chat'])).toBe(true);
    expect(same({ handle: '@clara' }, { handle: '@clara' }, ['chat', 'forum'])).toBe(false);
    expect(same({ handle: '@clara' }, { handle: '@Clara' }, ['chat', 'chat'])).toBe(false);
  });

  it('is not known by a handle and a channel that only read alike', () => {
    expect(same({ handle: 'b:clara' }, { handle: 'clara' }, ['a', 'a:b'])).toBe(false);
  });

  it.each([
    ['another id', { externalId: 'c-17' }, { externalId: 'C-17' }],
    ['another address', { email: 'clara@example.org' }, { email: 'clara@example.com' }],
    ['another number', { phone: '123456' }, { phone: '1234567' }],
    ['the same text as another kind of thing', { externalId: '123456' }, { phone: '123456' }],
    ['a zero', { phone: '0' }, { phone: '(0)' }],
    ['an extension', { phone: 'ext 5' }, { phone: '5' }],
    ['two extensions of one number', { phone: '+49 30 1234567 ext 5' }, { phone: '+49 30 1234567 ext 6' }],
    ['what is no address', { email: 'nope' }, { email: 'nope' }],
    ['phones without a digit', { phone: 'none' }, { phone: 'unlisted' }],
    ['empty texts', { email: '', externalId: '', handle: '' }, { email: '', externalId: '', handle: '' }],
    ['nothing at all', {}, {}],
  ])('is not known by %s', (_by, a, b) => {
    expect(same(a, b)).toBe(false);
  });

  it('is never known by a name alone', () => {
    expect(sameComplainant(of({ name: NAME }), of({ name: NAME }))).toBe(false);
  });

  it('is never somebody unknown', () => {
    expect(sameComplainant(of(UNKNOWN), of(UNKNOWN))).toBe(false);
    expect(identitiesOf(of(UNKNOWN))).toEqual([]);
  });

  it('is whoever was named last', () => {
    const changes = { email: 'other@example.org' };
    const corrected = caseOf([
      event('ComplaintReceived'),
      event('ComplainantCorrected', {}, { changes, reason: 'Misspelt.' }),
    ]);
    expect(sameComplainant(corrected, of({ name: NAME, ...changes }))).toBe(true);
    expect(sameComplainant(corrected, caseOf([event('ComplaintReceived')]))).toBe(false);
  });
});
