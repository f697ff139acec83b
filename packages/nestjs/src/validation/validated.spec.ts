import { Email } from './email';
import { Flag, Instant, Name, Nested, NestedList, Text, Texts, Uuid, WholeNumber } from './fields';
import { validated } from './validated';

class Street {
  @Name({ description: 'x' })
  name!: string;

  @WholeNumber({ min: 1, max: 9, description: 'x', optional: true })
  number?: number;
}

class Base {
  @Instant({ description: 'x', optional: true })
  since?: string;
}

class Person extends Base {
  @Text({ max: 5, description: 'x' })
  name!: string;

  @Text({ max: 5, description: 'x', optional: true, nullable: true })
  nick?: string | null;

  @Uuid({ description: 'x', optional: true })
  id?: string;

  @Nested(Street, { description: 'x', optional: true })
  street?: Street;

  @NestedList(Street, { maxItems: 2, description: 'x', optional: true })
  streets?: Street[];

  @Texts({ max: 5, maxItems: 2, description: 'x', optional: true })
  labels?: string[];

  @Flag({ description: 'x', optional: true })
  isTall?: boolean;
}

class Sender {
  @Email({ description: 'x', optional: true, nullable: true })
  email?: string | null;
}

class Nothing {}

const places = (raw: unknown): readonly string[] =>
  (validated(Person, raw).flaws ?? []).map(({ at, code }) => `${at} ${code}`);

describe('an e-mail address', () => {
  it.each(['nope', 'jo@localhost', '@example.org', 'jo@example.org, ann@example.org'])('is not %j', (email) => {
    expect(validated(Sender, { email }).flaws).toMatchObject([{ at: '/email', code: 'bad-format' }]);
  });

  it.each(['jo@example.org', ' Jo@Example.org', '用户@例子.公司', null])(
    'may be %j, and goes on as it came',
    (email) => {
      expect(validated(Sender, { email }).value).toEqual({ email });
    },
  );

  it('is a text of a bounded length', () => {
    expect(validated(Sender, { email: 7 }).flaws).toMatchObject([{ code: 'wrong-type' }]);
    expect(validated(Sender, { email: `${'a'.repeat(320)}@example.org` }).flaws).toMatchObject([{ code: 'too-long' }]);
  });
});

describe('checking a body', () => {
  it('gives back what is fine, in its normal form, as plain objects', () => {
    const raw = {
      name: 'Cleo',
      nick: null,
      id: '5B0C1F0E-7F0D-5A3E-9C42-0F6B8F3F1A11',
      since: '2026-03-02T10:00:00+01:00',
      streets: [{ name: 'High', number: 3 }],
    };
    const { value } = validated(Person, raw);
    expect(value).toEqual({
      ...raw,
      id: '5b0c1f0e-7f0d-5a3e-9c42-0f6b8f3f1a11',
      since: '2026-03-02T09:00:00.000Z',
    });
    expect(Object.getPrototypeOf(value?.streets?.[0])).toBe(Object.prototype);
    expect(raw.since).toBe('2026-03-02T10:00:00+01:00');
  });

  it.each<[unknown, readonly string[]]>([
    [{}, ['/name required']],
    [{ name: 'Cleopatra' }, ['/name too-long']],
    [{ name: '🙂🙂🙂🙂🙂' }, []],
    [{ name: '🙂🙂🙂🙂🙂🙂' }, ['/name too-long']],
    [{ name: 'Cleo', nick: 3 }, ['/nick wrong-type']],
    [{ name: 'Cleo', isTall: null }, ['/isTall wrong-type']],
    [{ name: 'Cleo', street: [] }, ['/street wrong-type']],
    [{ name: 'Cleo', street: { number: 0 } }, ['/street/name required', '/street/number out-of-range']],
    [{ name: 'Cleo', street: { name: 'High', toString: 1 } }, ['/street/toString unknown-field']],
    [{ name: 'Cleo', streets: [{ name: 'High' }, null, { name: '' }] }, ['/streets too-long']],
    [{ name: 'Cleo', streets: [{ name: 'High' }, null] }, ['/streets/1 wrong-type']],
    [{ name: 'Cleo', streets: [{ name: 'High' }, { name: '' }] }, ['/streets/1/name blank']],
    [{ name: 'Cleo', labels: ['a', 'abcdef'] }, ['/labels/1 too-long']],
    [JSON.parse('{"name":"Cleo","street":{"__proto__":{"name":"High"}}}'), ['/street/__proto__ unknown-field']],
    [JSON.parse('{"name":"Cleo","prototype":1}'), ['/prototype unknown-field']],
    [[], [' wrong-type']],
  ])('%j: %j', (raw, flaws) => {
    expect(places(raw)).toEqual(flaws);
  });

  it('of a class without fields lets nothing pass but nothing', () => {
    expect(validated(Nothing, {}).flaws).toBeNull();
    expect(validated(Nothing, { x: 1 }).flaws?.map(({ at, code }) => [at, code])).toEqual([['/x', 'unknown-field']]);
  });
});
