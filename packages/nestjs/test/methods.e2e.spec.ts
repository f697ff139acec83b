import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RedressApp } from './harness/redress-app';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

const { paths } = JSON.parse(readFileSync(join(__dirname, '../../../docs/openapi/openapi.json'), 'utf8')) as {
  paths: Readonly<Record<string, object>>;
};

/** Each path of the document, with ids of which there are none, and its methods. */
const documented = Object.entries(paths).map(([template, item]) => {
  const methods = Object.keys(item).map((method) => method.toUpperCase());
  const path = template.replace(/\{\w+\}/g, '5b0c1f0e-7f0d-5a3e-9c42-0f6b8f3f1a11');
  return [path, methods.includes('GET') ? [...methods, 'HEAD'] : methods] as const;
});

describe('methods', () => {
  let app: RedressApp;
  beforeAll(async () => (app = await RedressApp.start()));
  afterAll(() => app.stop());

  const allowOf = (headers: Readonly<Record<string, string>>): readonly string[] =>
    (headers['allow'] ?? '').split(', ').sort();

  describe.each(documented)('of %s', (path, methods) => {
    it('are named by a 405 of any other', async () => {
      const others = METHODS.filter((each) => !methods.includes(each));
      for (const method of others) {
        const { status, headers, body } = await app.send(method, path, {});
        expect([method, status]).toEqual([method, 405]);
        if (method !== 'HEAD') expect(body.code).toBe('method-not-allowed');
        expect(allowOf(headers)).toEqual([...methods, 'OPTIONS'].sort());
      }
      expect(others.length).toBeGreaterThan(0);
    });

    it('are named by OPTIONS, without a key and without a header of CORS', async () => {
      const headers = {
        Authorization: '',
        Origin: 'https://elsewhere.example',
        'Access-Control-Request-Method': 'GET',
      };
      const reply = await app.send('OPTIONS', path, { headers });
      expect([reply.status, reply.text]).toEqual([204, '']);
      expect(allowOf(reply.headers)).toEqual([...methods, 'OPTIONS'].sort());
      expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    });
  });

  it('HEAD is GET without the body', async () => {
    const [head, get] = [await app.send('HEAD', '/v1/cases', {}), await app.get('/v1/cases')];
    expect([head.status, head.text]).toEqual([200, '']);
    expect(head.headers['redress-position']).toBe(get.headers['redress-position']);
  });
});
