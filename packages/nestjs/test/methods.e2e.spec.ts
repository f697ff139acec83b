import { type OpenAPIObject } from '@nestjs/swagger';
import { RedressApp } from './harness/redress-app';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Each path of the document, with ids of which there are none, and its methods. */
function paths(document: OpenAPIObject): readonly (readonly [string, readonly string[]])[] {
  return Object.entries(document.paths).map(([template, item]) => {
    const methods = Object.keys(item).map((method) => method.toUpperCase());
    const path = template.replace(/\{\w+\}/g, '5b0c1f0e-7f0d-5a3e-9c42-0f6b8f3f1a11');
    return [path, methods.includes('GET') ? [...methods, 'HEAD'] : methods];
  });
}

describe('methods', () => {
  let app: RedressApp;
  beforeAll(async () => (app = await RedressApp.start()));
  afterAll(() => app.stop());

  const allowOf = (headers: Readonly<Record<string, string>>): readonly string[] =>
    (headers['allow'] ?? '').split(', ').sort();

  it('that a path does not have are a 405, with those that it has', async () => {
    let refused = 0;
    for (const [path, methods] of paths(app.document)) {
      for (const method of METHODS.filter((each) => !methods.includes(each))) {
        const { status, headers, body } = await app.send(method, path, {});
        expect([method, path, status]).toEqual([method, path, 405]);
        if (method !== 'HEAD') expect(body.code).toBe('method-not-allowed');
        expect(allowOf(headers)).toEqual([...methods, 'OPTIONS'].sort());
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(100);
  });

  it('are named by OPTIONS, without a key and without a header of CORS', async () => {
    for (const [path, methods] of paths(app.document)) {
      const headers = {
        Authorization: '',
        Origin: 'https://elsewhere.example',
        'Access-Control-Request-Method': 'GET',
      };
      const reply = await app.send('OPTIONS', path, { headers });
      expect([path, reply.status, reply.text]).toEqual([path, 204, '']);
      expect(allowOf(reply.headers)).toEqual([...methods, 'OPTIONS'].sort());
      expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('HEAD is GET without the body', async () => {
    const [head, get] = [await app.send('HEAD', '/v1/cases', {}), await app.get('/v1/cases')];
    expect([head.status, head.text]).toEqual([200, '']);
    expect(head.headers['redress-position']).toBe(get.headers['redress-position']);
  });
});
