import { setTimeout as sleep } from 'node:timers/promises';
import { ReplaceableStore } from '@redress/application/testing';
import { InMemoryEventStore } from '@redress/event-store';
import { type RedressOptions } from '../src';
import { receivedCase, TestCase } from './harness/cases';
import { keys, secretHash } from './harness/keys';
import { RedressApp } from './harness/redress-app';

describe('the life of the module', () => {
  it.each<[string, Partial<RedressOptions>]>([
    ['a secret that is too short', { secret: Buffer.alloc(15) }],
    ['a key without a name', { keys: [{ name: ' ', role: 'agent', secretHash: secretHash('x') }] }],
    ['a key of no role', { keys: [{ name: 'x', role: 'boss' as never, secretHash: secretHash('x') }] }],
    ['a key that is told in clear', { keys: [{ name: 'x', role: 'agent', secretHash: 'secret' }] }],
    ['a name with two roles', { keys: [...keys, { name: 'ana', role: 'admin', secretHash: secretHash('x') }] }],
    ['a rate that lets nothing through', { rateLimit: { perSecond: 0, burst: 10 } }],
    ['no burst at all', { rateLimit: { perSecond: 10, burst: 0 } }],
    ['a zone there is none of', { timeZone: 'Europe/Atlantis' }],
    ['an offset for a zone', { timeZone: '+02:00' }],
  ])('does not begin with %s', async (_name, options) => {
    await expect(RedressApp.start(options)).rejects.toThrow();
  });

  it('goes on where it ended, on the same log', async () => {
    const store = new InMemoryEventStore();
    const before = await RedressApp.start({ store });
    const { id } = await receivedCase(before);
    await before.stop();
    const after = await RedressApp.start({ store });
    await after.readModels.reached({ moment: {}, minPosition: await store.head() });
    expect((await new TestCase(after, id).read()).status).toBe(200);
    expect((await after.get('/v1/cases')).body.data).toHaveLength(1);
    expect(after.readModels.ready).toBe(true);
    await after.stop();
    await store.close();
  });

  it('goes on with another log when that takes the place of the one it read, as when a cluster is restored', async () => {
    const store = new ReplaceableStore(new InMemoryEventStore());
    const app = await RedressApp.start({ store });
    const { id } = await receivedCase(app);
    await app.readModels.reached({ moment: {}, minPosition: await store.head() });
    expect((await app.get('/v1/cases')).body.data).toHaveLength(1);
    store.replaceBy(new InMemoryEventStore());
    while ((await app.get('/v1/cases')).body.data.length > 0) await sleep(20);
    while (!app.readModels.ready) await sleep(20);
    expect((await new TestCase(app, id).read()).status).toBe(404);
    const { id: next } = await receivedCase(app);
    await app.readModels.reached({ moment: {}, minPosition: await store.head() });
    expect((await app.get('/v1/cases')).body.data).toMatchObject([{ id: next }]);
    await app.stop();
  });

  it('two secrets of one name stand side by side while one replaces the other', async () => {
    const app = await RedressApp.start({
      keys: [...keys, { name: 'ana', role: 'agent', secretHash: secretHash('secret-of-new') }],
    });
    const headers = { Authorization: 'Bearer secret-of-new' };
    const { body } = await app.post('/v1/cases', { channel: 'x', text: 'x', complainant: { name: 'x' } }, { headers });
    expect(body.recordedBy).toEqual({ id: 'ana', via: 'ana' });
    await app.stop();
  });
});
