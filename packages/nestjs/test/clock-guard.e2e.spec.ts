import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { caseStream } from '@redress/application';
import { ManualClock } from '@redress/application/testing';
import { InMemoryEventStore, openEnvelope } from '@redress/event-store';
import { receipt } from './harness/cases';
import { NOW, RedressApp } from './harness/redress-app';

const DAY_MS = 86_400_000;

describe('a clock that may be wrong', () => {
  const store = new InMemoryEventStore();
  const clock = new ManualClock(NOW);
  let monotonicMs = 0;
  let lines: { readonly message: string; readonly fields?: object }[] = [];
  let directory: string;
  let app: RedressApp;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'redress-clock-'));
    await start();
  });
  afterAll(async () => {
    await app.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    lines = [];
    const keep = (message: string, fields?: object): void => void lines.push({ message, ...(fields && { fields }) });
    app = await RedressApp.start(
      {
        ...{ store, clock },
        clockGuard: { lastSeenFile: join(directory, 'last-seen.json'), monotonic: () => monotonicMs },
        logger: { info: () => undefined, warn: keep, error: keep },
      },
      'default',
    );
  }

  async function types(id: string): Promise<readonly string[]> {
    return (await store.readStream(caseStream(id))).map(({ type }) => type);
  }

  /** Longer than the processor rests after events, and while the clock is in doubt. */
  async function settled(id: string): Promise<readonly string[]> {
    await app.post('/v1/cases', receipt);
    await sleep(3_500);
    return types(id);
  }

  it('records no breach, answers questions all the same, and goes on once an admin confirms it', async () => {
    const { id } = (await app.post('/v1/cases', receipt)).body as { id: string };
    clock.advance(365 * DAY_MS);
    expect(await settled(id)).not.toContain('ClockBreached');
    const breaches = (await app.get('/v1/sla/breaches')).body as { data: { case: { id: string } }[] };
    expect(breaches.data.length).toBeGreaterThan(0);
    expect(lines).toEqual([
      {
        message: expect.stringContaining('`redress clock confirm` or POST /v1/clock/confirmation'),
        fields: { doubt: 'stepped', aheadSeconds: (365 * DAY_MS) / 1_000 },
      },
    ]);

    const confirmed = await app.post('/v1/clock/confirmation', {}, { key: 'admin' });
    expect([confirmed.status, confirmed.body]).toEqual([200, { at: '2027-03-02T09:00:00.000Z', believed: true }]);
    expect(await settled(id)).toContain('ClockBreached');
    expect((await store.readStream('operations-clock')).map(openEnvelope)).toMatchObject([
      { type: 'ClockConfirmed', metadata: { actor: { id: 'admin', role: 'admin' } } },
    ]);
    const feed = (await app.get('/v1/events', { key: 'admin' })).body as { data: { type: string }[] };
    expect(feed.data.map(({ type }) => type)).not.toContain('ClockConfirmed');
  }, 30_000);

  it('is found at a start that comes too late', async () => {
    await app.stop();
    clock.advance(8 * DAY_MS);
    monotonicMs = 0;
    await start();
    expect(lines).toMatchObject([{ fields: { doubt: 'start', aheadSeconds: (8 * DAY_MS) / 1_000 } }]);
  });
});
