import { type INestApplication } from '@nestjs/common';
import { type Express } from 'express';

/** Believes `X-Forwarded-For` where one of these addresses, subnets or names sends it, and nobody else. */
export function trust(app: INestApplication, proxies: readonly string[]): void {
  expressOf(app).set('trust proxy', proxies.length === 0 ? false : [...proxies]);
}

/** Whether many callers may stand behind an address. */
export function trusts(app: INestApplication): (address: string) => boolean {
  const isTrusted = expressOf(app).get('trust proxy fn') as (address: string, hop: number) => boolean;
  return (address) => isTrusted(address, 0);
}

function expressOf(app: INestApplication): Express {
  return app.getHttpAdapter().getInstance() as Express;
}
