import { routesOf } from '../src/openapi/routes-of';
import { controllers } from '../src/redress.controllers';
import { operationsOf, validRequest } from './harness/operations';
import { type AnyBody, RedressApp } from './harness/redress-app';

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

/** Bodies that no operation takes, each with its status and code. */
const HOSTILE: readonly (readonly [string, string, number, string])[] = [
  ['a number that is not finite', '{"a":1e999}', 422, 'invalid-request'],
  ['one deep inside', '{"targets":[{"atRisk":-1e999}]}', 422, 'invalid-request'],
  ['half of a surrogate pair in a name', '{"\\ud800":1}', 422, 'invalid-request'],
  ['one in a name deep inside', '{"when":{"a\\udc00":"x"}}', 422, 'invalid-request'],
  ['half of a surrogate pair in a text', '{"a":"\\ud800"}', 422, 'invalid-request'],
  ['NUL in a name', '{"a\\u0000":1}', 422, 'invalid-request'],
  ['a prototype', '{"__proto__":{"a":1e999}}', 422, 'invalid-request'],
  ['deep nesting', `{"a":${nested(100_000)}}`, 422, 'invalid-request'],
  ['many values', `{"a":[${'0,'.repeat(3_000)}0]}`, 422, 'invalid-request'],
  ['minus zero and a tiny number in an unknown field', '{"nonsense":[-0,1e-999]}', 422, 'invalid-request'],
  ['a member twice', '{"a":1,"a":2}', 400, 'repeated-member'],
  ['a member twice whose name is half of a surrogate pair', '{"\\ud800":1,"\\ud800":2}', 400, 'repeated-member'],
  ['a list', '[]', 422, 'invalid-request'],
  ['a number', '1e999', 422, 'invalid-request'],
  ['no JSON', '{"a":NaN}', 400, 'not-json'],
];

describe('hostile bodies under an Idempotency-Key', () => {
  let app: RedressApp;
  beforeAll(async () => (app = await RedressApp.start()));
  afterAll(() => app.stop());

  const withBody = routesOf(controllers).filter(({ body }) => body !== undefined);

  it.each(withBody.map(({ operationId }) => operationId))('%s refuses each and records nothing', async (id) => {
    const operation = operationsOf(app.document).find((each) => each.id === id)!;
    const { path, call } = await validRequest(app, operation);
    for (const [name, raw, status, code] of HOSTILE) {
      const headers = { ...call.headers, 'Content-Type': 'application/json', 'Idempotency-Key': `${id} ${name}` };
      const reply = await app.send(operation.method, path, { key: 'admin', raw, headers });
      expect([name, reply.status, reply.body.code]).toEqual([name, status, code]);
      expect(reply.text.isWellFormed() && !/\\ud[89a-f]/i.test(reply.text)).toBe(true);
    }
    // The grounds of the requests are laid by other actors, some of them in the background.
    const { data } = (await app.get('/v1/events?limit=200', { key: 'admin' })).body as AnyBody;
    expect(data.filter((event: AnyBody) => event.metadata.actor.id === 'admin')).toEqual([]);
  });
});
