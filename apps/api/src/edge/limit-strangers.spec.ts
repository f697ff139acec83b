import { createHash } from 'node:crypto';
import { ApiKeys } from '@redress/nestjs';
import express from 'express';
import { type Logger } from 'pino';
import request from 'supertest';
import { AddressLimiter } from './address-limiter';
import { FailedKeys } from './failed-keys';
import { limitStrangers } from './limit-strangers';

const SECRET = 'a-secret-of-the-desk';
const secretHash = createHash('sha256').update(SECRET).digest('hex');

describe('requests without a known key', () => {
  function desk(trusted: readonly string[] | false = false): { app: express.Express; lines: object[] } {
    const lines: object[] = [];
    const logger = { warn: (fields: object) => void lines.push(fields) } as unknown as Logger;
    const keys = new ApiKeys([{ name: 'desk', role: 'agent', secretHash }]);
    const app = express();
    app.set('trust proxy', trusted);
    app.use(limitStrangers(keys, new AddressLimiter({ perSecond: 0.001, burst: 2 }), new FailedKeys(logger)));
    app.use((_request, response) => void response.status(200).end('let in'));
    return { app, lines };
  }
  const statuses = async (
    app: express.Express,
    path: string,
    headers: readonly Record<string, string>[],
  ): Promise<readonly number[]> => {
    const found: number[] = [];
    for (const each of headers) found.push((await request(app).get(path).set(each)).status);
    return found;
  };
  const times = <T>(count: number, value: T): readonly T[] => Array.from({ length: count }, () => value);

  it('are limited by their address, with or without a wrong key', async () => {
    const { app } = desk();
    const wrong = { authorization: 'Bearer nobody' };
    expect(await statuses(app, '/v1/cases', [{}, wrong, {}, wrong])).toEqual([200, 200, 429, 429]);
    const { headers, body } = await request(app).get('/openapi.json');
    expect(body).toMatchObject({ code: 'rate-limited', status: 429 });
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json',
      'retry-after': '1000',
      connection: 'close',
    });
  });

  it('never hold up who has a key, nor probes', async () => {
    const { app } = desk();
    await statuses(app, '/docs', times(3, {}));
    expect(await statuses(app, '/v1/cases', times(3, { authorization: `Bearer ${SECRET}` }))).toEqual([200, 200, 200]);
    for (const path of ['/health/live', '/health/ready']) {
      expect(await statuses(app, path, times(5, {}))).toEqual(times(5, 200));
    }
    expect(await statuses(app, '/healthy', [{}])).toEqual([429]);
  });

  it('come from where they say only when a trusted proxy says so', async () => {
    const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': address });
    const many = ['192.0.2.1', '192.0.2.2', '192.0.2.3'].map(from);
    expect(await statuses(desk().app, '/docs', many)).toEqual([200, 200, 429]);
    const { app } = desk(['loopback']);
    expect(await statuses(app, '/docs', many)).toEqual([200, 200, 200]);
    // What stands before an address that the proxy saw, anybody can have written.
    const forged = ['a', 'b', 'c'].map(() => from('203.0.113.1, 192.0.2.9'));
    expect(await statuses(app, '/docs', forged)).toEqual([200, 200, 429]);
  });

  it('are told of by their address when their key is wrong, and what they sent is not', async () => {
    const { app, lines } = desk(['loopback']);
    await statuses(app, '/v1/cases', [{}, { authorization: 'Bearer guess', 'x-forwarded-for': '192.0.2.7' }]);
    expect(lines).toEqual([{ address: '192.0.2.7' }]);
  });
});
