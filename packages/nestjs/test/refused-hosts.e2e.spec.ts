import { type DynamicModule } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { InMemoryEventStore, START } from '@redress/event-store';
import { RedressModule } from '../src';
import { keys } from './harness/keys';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

function redress(store: InMemoryEventStore): DynamicModule {
  return RedressModule.forRoot({
    store,
    readModels: { file: ':memory:' },
    secret: Buffer.alloc(32, 1),
    keys,
    logger: silent,
  });
}

/** What Nest's adapter for Fastify says of itself; the package is not among the dependencies. */
class LikeFastify extends ExpressAdapter {
  override getType(): string {
    return 'fastify';
  }
}

async function started(adapter: ExpressAdapter, ...stores: InMemoryEventStore[]): Promise<void> {
  const testing = await Test.createTestingModule({ imports: stores.map(redress) }).compile();
  const app = testing.createNestApplication(adapter, { bodyParser: false, logger: false });
  try {
    await app.init();
  } finally {
    await app.close();
  }
}

describe('a host that Redress cannot serve is refused at its start, and nothing is recorded', () => {
  it('with two modules, whose handlers would write into the same log', async () => {
    const stores = [new InMemoryEventStore(), new InMemoryEventStore()];
    await expect(started(new ExpressAdapter(), ...stores)).rejects.toThrow(
      'RedressModule is imported 2 times with different options: one application serves one log',
    );
    for (const store of stores) expect(await store.head()).toBe(START);
  });

  it('on Fastify', async () => {
    const store = new InMemoryEventStore();
    await expect(started(new LikeFastify(), store)).rejects.toThrow(
      'RedressModule needs Nest on Express, and this application is on fastify',
    );
    expect(await store.head()).toBe(START);
  });

  it('but one module on Express is served', async () => {
    const store = new InMemoryEventStore();
    await started(new ExpressAdapter(), store);
    expect(await store.head()).not.toBe(START);
  });
});
