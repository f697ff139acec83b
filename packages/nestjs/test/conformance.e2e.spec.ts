import { Conformance } from './harness/conformance';
import { RedressApp } from './harness/redress-app';

/** The judge of all other tests, judged. */
describe('conformance', () => {
  let conformance: Conformance;

  beforeAll(async () => {
    const app = await RedressApp.start();
    conformance = new Conformance(app.document);
    await app.stop();
  });

  const headers = {
    'cache-control': 'no-store',
    'content-type': 'application/json; charset=utf-8',
    'redress-position': '1',
  };
  const empty = { method: 'GET', path: '/v1/cases', status: 200, headers, body: { data: [], page: { next: null } } };

  it('lets pass what is documented', () => expect(() => conformance.check(empty)).not.toThrow());

  it.each<[string, object]>([
    ['a status', { status: 204 }],
    ['a member', { body: { ...empty.body, total: 0 } }],
    ['a missing member', { body: { data: [] } }],
    ['another type', { body: { data: {}, page: { next: null } } }],
    ['a media type', { headers: { ...headers, 'content-type': 'text/html' } }],
    ['a missing header', { headers: { ...headers, 'redress-position': undefined } }],
    ['a header', { headers: { ...headers, etag: '"1"' } }],
    ['a header of another form', { headers: { ...headers, 'redress-parked': 'some' } }],
    ['an answer that may be kept', { headers: { ...headers, 'cache-control': 'public' } }],
    ['a route', { path: '/v1/secrets' }],
  ])('refuses %s that is not', (_name, change) => {
    expect(() => conformance.check({ ...empty, ...change } as never)).toThrow(/answered/);
  });
});
