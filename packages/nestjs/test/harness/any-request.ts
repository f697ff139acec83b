import { fieldsOf } from '../../src/validation/field';
import fc from 'fast-check';
import { type KeyName } from './keys';
import { type Operation, type ValidRequest } from './operations';

/** A request as it goes out. */
export interface AnyRequest {
  readonly path: string;
  readonly key: KeyName;
  readonly headers: Readonly<Record<string, string>>;
  /** The text of the body. */
  readonly raw?: string;
}

/** Stands in a value for a number that JSON.stringify cannot write. */
const NUMBER = 'number: ';

const atoms: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 2 ** 53, '', ' ', 'x', 'x\0', '\ud800', '𝕏', [], {}, [[]], [null]),
  fc.constantFrom('1e999', '-1e999', '-0', '1e-999', '1E400').map((text) => NUMBER + text),
  fc.constantFrom(
    '2026-03-02T09:00:00Z',
    '2026-03-02',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:60+14:00',
    'x'.repeat(300),
  ),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.jsonValue({ maxDepth: 2 }),
);
const names = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'a', '', '\udc00', 'x\0', 'a/b~c', 'occurredAt', 'lateReason', 'text'),
  fc.string({ unit: 'binary', maxLength: 4 }),
);

type Path = readonly (string | number)[];

/** Every place in a JSON value, that of the value itself too. */
function places(json: unknown, path: Path = []): readonly Path[] {
  if (typeof json !== 'object' || json === null) return [path];
  return [path, ...Object.entries(json).flatMap(([key, member]) => places(member, [...path, key]))];
}

function changed(json: unknown, [key, ...rest]: Path, change: (value: unknown) => unknown): unknown {
  if (key === undefined) return change(json);
  const copy = (Array.isArray(json) ? [...json] : { ...(json as object) }) as Record<string | number, unknown>;
  copy[key] = changed(copy[key], rest, change);
  return copy;
}

/** A body with something else, nothing, or something more at up to two places. */
function bodyOf(valid: unknown): fc.Arbitrary<string> {
  const withMember = (value: unknown, name: string, member: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries([...Object.entries(value), [name, member]])
      : [value, member];
  const change = fc.oneof(
    atoms.map((atom) => () => atom),
    fc.constant(() => undefined),
    fc.tuple(names, atoms).map(
      ([name, atom]) =>
        (value: unknown) =>
          withMember(value, name, atom),
    ),
  );
  const mutated = fc.array(fc.tuple(fc.nat(), change), { minLength: 1, maxLength: 2 }).map((changes) =>
    changes.reduce<unknown>((json, [at, to]) => {
      const all = places(json);
      return changed(json, all[at % all.length] as Path, to);
    }, valid),
  );
  const odd = fc.constantFrom(
    '',
    '{',
    'null',
    '{"a":1,"a":2}',
    '\ufeff{}',
    '[1e999]',
    `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  );
  return fc.oneof({ weight: 6, arbitrary: mutated.map(written) }, { weight: 1, arbitrary: odd });
}

function written(value: unknown): string {
  return (JSON.stringify(value) ?? '').replaceAll(new RegExp(`"${NUMBER}([^"]+)"`, 'g'), '$1');
}

/** Anything that a header can be sent with. */
const headerText = fc.oneof(
  fc.constantFrom(
    '',
    '"0"',
    'W/"1"',
    '"99"',
    '*',
    'x',
    'ana; name="Ana Lind"',
    'bo;role=supervisor',
    "ana; name*=UTF-8''%ff",
  ),
  fc.constantFrom(
    'application/json',
    'text/html',
    '*/*;q=0',
    'application/x-ndjson;q=0.1, */*',
    ',;=',
    'text/plain; charset=x',
  ),
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }).map((text) => text.trim()),
);
const headerNames = fc.constantFrom(
  'Accept',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'Redress-Actor',
  'Redress-Min-Position',
  'Content-Encoding',
);

/** One or two parameters, mostly of the operation's own, each with any text. */
function queryOf({ spec }: Operation): fc.Arbitrary<string> {
  const own = spec.query === undefined ? [] : [...fieldsOf(spec.query).keys()];
  const examples =
    spec.query === undefined ? [] : [...fieldsOf(spec.query).values()].flatMap(({ example }) => example ?? []);
  const name = fc.constantFrom(...own, 'nonsense', '__proto__', 'a%00');
  const text = fc.oneof(
    fc.constantFrom(
      '',
      '0',
      '-1',
      'x',
      '%',
      '%ff',
      '%00',
      '%f0%9d%95%8f',
      'a,b',
      '2026-03-02T09:00:00Z',
      'x'.repeat(2_000),
    ),
    fc.constantFrom(...examples.map((example) => encodeURIComponent(String(example))), '1'),
    fc.string({ unit: 'binary', maxLength: 4 }).map((each) => encodeURIComponent(each.toWellFormed())),
  );
  return fc
    .array(fc.tuple(name, text), { minLength: 1, maxLength: 2 })
    .map((pairs) => `?${pairs.map(([each, value]) => `${each}=${value}`).join('&')}`);
}

/** An id of the path replaced by any text. */
function pathOf(path: string): fc.Arbitrary<string> {
  const segments = path.split('/');
  const text = fc.constantFrom(
    '1',
    '%00',
    '%ff',
    '%2F',
    '..%2f',
    'x'.repeat(300),
    '5B0C1F0E-7F0D-5A3E-9C42-0F6B8F3F1A11',
    '%F0%9D%95%8F',
  );
  return fc
    .tuple(fc.integer({ min: 2, max: segments.length - 1 }), text)
    .map(([at, other]) => segments.map((segment, i) => (i === at ? other : segment)).join('/'));
}

/** What differs from the valid request; most often one thing or two. */
export function anyRequest(operation: Operation, { path, call }: ValidRequest): fc.Arbitrary<AnyRequest> {
  const mostly = <T>(arbitrary: fc.Arbitrary<T>, otherwise: T): fc.Arbitrary<T> =>
    fc.oneof({ weight: 4, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary });
  const body = call.body === undefined ? undefined : written(call.body);
  const headers = { ...call.headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) };
  // A key of its own, so that what the command says is hashed.
  const keyed = fc.oneof(
    fc.constant({}),
    operation.spec.ifMatch === undefined ? fc.constant({}) : fc.uuid().map((key) => ({ 'Idempotency-Key': key })),
  );
  return fc.record({
    path: fc
      .tuple(
        fc.oneof({ weight: 9, arbitrary: fc.constant(path) }, { weight: 1, arbitrary: pathOf(path) }),
        mostly(queryOf(operation), ''),
      )
      .map(([resource, query]) => resource + query),
    key: fc.constantFrom<KeyName>(
      'admin',
      'admin',
      'admin',
      'admin',
      'supervisor',
      'agent',
      'auditor',
      'integration+supervisor',
    ),
    headers: fc
      .tuple(mostly(fc.dictionary(headerNames, headerText, { minKeys: 1, maxKeys: 2 }), {}), keyed)
      .map(([more, withKey]) => ({ ...headers, ...withKey, ...more })),
    ...(body === undefined ? {} : { raw: fc.oneof(fc.constant(body), bodyOf(call.body)) }),
  });
}
