import { existsSync } from 'node:fs';
import { pino } from 'pino';
import request from 'supertest';
import { readConfig } from '../src/config/config';
import { type Service, startService } from '../src/service';
import { temporaryDirectory } from './service';

const SECRET = 'a-secret-of-the-desk';
const key = { authorization: `Bearer ${SECRET}` };

describe('what the service shows without a key', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let service: Service;

  beforeAll(async () => {
    directory = temporaryDirectory();
    const env = { PORT: '0', REDRESS_DATA_DIR: directory.path, REDRESS_API_KEYS: `desk:admin:${SECRET}` };
    const config = readConfig({ ...env, REDRESS_ADDRESS_RATE_LIMIT: '1/50' });
    service = await startService(config, pino({ level: 'silent' }), () => undefined);
  });
  afterAll(async () => {
    await service.stop();
    directory.remove();
    expect(existsSync(directory.path)).toBe(false);
  });

  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(service.url + path, { headers });

  it('is one document, made once, and none in YAML', async () => {
    const first = await get('/openapi.json');
    const etag = first.headers.get('etag') ?? '';
    expect(((await first.json()) as { openapi: string }).openapi).toBe('3.1.0');
    const again = (tag: string): Promise<{ status: number }> =>
      request(service.url).get('/openapi.json').set('If-None-Match', tag);
    expect((await again(etag)).status).toBe(304);
    expect((await again('"another"')).status).toBe(200);
    for (const path of ['/docs-yaml', '/docs-json', '/docs/docs-yaml']) expect((await get(path)).status).toBe(404);
  });

  it('is a page that runs no script but its own, in no frame', async () => {
    const page = await get('/docs');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    // By that policy, a script within the page would not run.
    const html = await page.text();
    const scripts = [...html.matchAll(/<script([^>]*)>\s*([^<]*)/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes, within] of scripts)
      expect([/src="\.\/docs\//.test(attributes ?? ''), within]).toEqual([true, '']);
    expect((await get('/docs/swagger-ui-init.js')).headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('is limited by the address that asks; keys and probes are not', async () => {
    const statuses = new Set<number>();
    for (let i = 0; i < 60; i++) statuses.add((await get('/metrics')).status);
    expect([...statuses]).toEqual([401, 429]);
    expect((await get('/docs')).status).toBe(429);
    expect((await get('/metrics', key)).status).toBe(200);
    expect((await get('/v1/lifecycle', key)).status).toBe(200);
    expect((await get('/health/live')).status).toBe(200);
    expect((await get('/health/ready')).status).not.toBe(429);
  });
});
