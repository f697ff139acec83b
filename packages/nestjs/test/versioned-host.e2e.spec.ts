import {
  type CanActivate,
  type ExecutionContext,
  type INestApplication,
  Injectable,
  Module,
  UnauthorizedException,
  VersioningType,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { InMemoryEventStore } from '@redress/event-store';
import { type Request } from 'express';
import request from 'supertest';
import { RedressModule, redressOpenApi } from '../src';
import { keys, secretOf } from './harness/keys';

const WORDS = { statusCode: 401, message: 'Log in at the desk', error: 'Unauthorized' };

@Injectable()
class DeskGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<Request>();
    if (headers['x-desk'] === undefined) throw new UnauthorizedException(WORDS.message);
    return headers['x-desk'] !== 'stranger';
  }
}

@Module({
  imports: [
    RedressModule.forRoot({
      store: new InMemoryEventStore(),
      readModels: { file: ':memory:' },
      secret: Buffer.alloc(32, 7),
      keys,
    }),
  ],
  providers: [{ provide: APP_GUARD, useClass: DeskGuard }],
})
class HostModule {}

describe('a host that versions its routes and has a guard of its own', () => {
  let host: INestApplication;

  beforeAll(async () => {
    const testing = await Test.createTestingModule({ imports: [HostModule] }).compile();
    host = testing.createNestApplication({ bodyParser: false, logger: false });
    host.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
    await host.init();
  }, 60_000);
  afterAll(() => host.close());

  const asked = (headers: Record<string, string>) => request(host.getHttpServer()).get('/v1/cases').set(headers);

  it('serves Redress below /v1, and says so', async () => {
    const authorization = { Authorization: `Bearer ${secretOf('agent')}` };
    expect((await asked({ 'X-Desk': 'yes', ...authorization })).status).toBe(200);
    expect(Object.keys(redressOpenApi(host).paths)).toContain('/v1/cases');
  });

  it('keeps its own words where its guard refuses a caller', async () => {
    expect(await asked({})).toMatchObject({ status: 401, body: WORDS });
    expect(await asked({ 'X-Desk': 'stranger' })).toMatchObject({
      status: 403,
      body: { message: 'Forbidden resource' },
    });
    expect((await asked({ 'X-Desk': 'yes' })).body).toMatchObject({ code: expect.any(String) });
  });
});
