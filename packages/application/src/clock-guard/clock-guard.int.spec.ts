import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Actor } from '@redress/domain';
import { InMemoryEventStore, openEnvelope, verifyStream } from '@redress/event-store';
import { until } from '../due/testing/desk';
import { ManualTime } from '../testing/manual-time';
import { CLOCK_CONFIRMATIONS, confirmClock } from './clock-confirmations';
import { ClockGuard } from './clock-guard';
import { type LastSeen, LastSeenFile } from './last-seen';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const admin: Actor = { id: 'boss', kind: 'person', role: 'admin' };

describe('the guard of the clock', () => {
  let directory: string;
  let file: LastSeenFile;
  let log: InMemoryEventStore;
  let time: ManualTime;
  let monotonicMs: number;
  let told: (string | null)[];
  let errors: unknown[];
  let guards: ClockGuard[];

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'redress-clock-'));
    file = new LastSeenFile(join(directory, 'last-seen.json'));
    log = new InMemoryEventStore();
    time = new ManualTime('2026-03-02T09:00:00.000Z');
    monotonicMs = 0;
    [told, errors, guards] = [[], [], []];
  });
  afterEach(async () => {
    await Promise.all(guards.map((guard) => guard.stop()));
    rmSync(directory, { recursive: true, force: true });
  });

  async function start(mostGapDays?: number): Promise<ClockGuard> {
    const guard = new ClockGuard({
      ...{ store: log, clock: time, lastSeen: file, pause: time.pause, monotonic: () => monotonicMs },
      ...(mostGapDays === undefined ? {} : { mostGapDays }),
      onChange: (doubt) => told.push(doubt?.kind ?? null),
      onError: (error) => errors.push(error),
    });
    guards.push(guard);
    await guard.start();
    return guard;
  }

  /** As after an orderly end or a kill: what is kept is all that is left. */
  async function restart(mostGapDays?: number): Promise<ClockGuard> {
    await guards.pop()?.stop();
    told.length = 0;
    monotonicMs = 0;
    return start(mostGapDays);
  }

  /** Both clocks go on. */
  async function pass(milliseconds: number): Promise<void> {
    monotonicMs += milliseconds;
    time.pass(milliseconds);
    for (let i = 0; i < 5; i++) await setImmediate();
  }
  const kept = (): LastSeen => file.read() as LastSeen;

  it('believes the clock at a first start, and keeps every minute when it did, for this user alone', async () => {
    const guard = await start();
    expect(guard.isSound()).toBe(true);
    expect(kept()).toEqual({ atMs: time.now(), confirmation: -1, inDoubt: false });
    await pass(MINUTE);
    expect(kept().atMs).toBe(time.now());
    expect(readdirSync(directory)).toEqual(['last-seen.json']);
    expect(statSync(join(directory, 'last-seen.json')).mode & 0o777).toBe(0o600);
    expect(told).toEqual([]);
  });

  it.each([
    ['ahead', MINUTE + 1],
    ['back', -MINUTE - 1],
  ])(
    'doubts a clock that was set %s while running, says so once, and believes it when it is set right',
    async (_, by) => {
      const guard = await start();
      const atMs = time.now();
      time.advance(by);
      expect([guard.isSound(), guard.isSound()]).toEqual([false, false]);
      expect(guard.doubt).toEqual({ kind: 'stepped', awayMs: by });
      await pass(10 * MINUTE);
      expect(kept()).toMatchObject({ atMs, inDoubt: true });
      time.advance(-by);
      expect(guard.isSound()).toBe(true);
      expect(told).toEqual(['stepped', null]);
      expect(kept().inDoubt).toBe(false);
    },
  );

  it('lets a machine that runs on for weeks be', async () => {
    const guard = await start();
    for (let day = 0; day < 30; day++) await pass(DAY);
    expect(guard.isSound()).toBe(true);
    expect(told).toEqual([]);
  });

  it('believes a clock again once somebody confirms it, on record, and keeps that', async () => {
    const guard = await start();
    time.advance(DAY);
    expect(guard.isSound()).toBe(false);
    expect(await guard.confirmClock(admin)).toBe('2026-03-03T09:00:00.000Z');
    expect([guard.isSound(), told]).toEqual([true, ['stepped', null]]);
    expect(kept()).toEqual({ atMs: time.now(), confirmation: 0, inDoubt: false });
    await guard.confirmClock(admin);
    const events = await log.readStream(CLOCK_CONFIRMATIONS);
    verifyStream(events);
    expect(events.map(openEnvelope)).toMatchObject([
      { type: 'ClockConfirmed', data: { at: '2026-03-03T09:00:00.000Z' }, metadata: { actor: admin } },
      { type: 'ClockConfirmed' },
    ]);
    expect(kept().confirmation).toBe(1);
  });

  it('hears of a confirmation that another process puts on record', async () => {
    const guard = await start();
    time.advance(DAY);
    expect(guard.isSound()).toBe(false);
    await until(() => time.sleeping === 1);
    await confirmClock(log, time.now(), admin);
    await pass(MINUTE);
    await until(() => told.length === 2);
    expect(guard.isSound()).toBe(true);
  });

  it('takes no confirmation of another clock for one of its own', async () => {
    const guard = await start();
    time.advance(DAY);
    expect(guard.isSound()).toBe(false);
    await confirmClock(log, time.now() - DAY, admin);
    await pass(MINUTE);
    await pass(MINUTE);
    expect([guard.isSound(), told]).toEqual([false, ['stepped']]);
  });

  it.each([
    ['seven days after it was last believed', 7 * DAY, undefined, []],
    ['later', 7 * DAY + 1, undefined, ['start']],
    ['as long after as is configured', 30 * DAY, 30, []],
    ['a minute before', -MINUTE, undefined, []],
    ['before that', -MINUTE - 1, undefined, ['start']],
  ])('judges a start %s', async (_, by, mostGapDays, expected) => {
    await start();
    time.advance(by);
    const guard = await restart(mostGapDays);
    expect(told).toEqual(expected);
    expect(guard.isSound()).toBe(expected.length === 0);
  });

  it('believes a clock that is set right after a start', async () => {
    await start();
    time.advance(400 * DAY);
    const guard = await restart();
    expect(guard.isSound()).toBe(false);
    time.advance(-400 * DAY + MINUTE);
    expect([guard.isSound(), told]).toEqual([true, ['start', null]]);
  });

  it('starts in doubt when it ended in doubt: a restart confirms nothing', async () => {
    const first = await start();
    time.advance(60 * MINUTE);
    expect(first.isSound()).toBe(false);
    const guard = await restart();
    expect([guard.isSound(), told]).toEqual([false, ['unconfirmed']]);
    await guard.confirmClock(admin);
    expect(guard.isSound()).toBe(true);
    await restart();
    expect(told).toEqual([]);
  });

  it('takes a confirmation that was put on record while it did not run', async () => {
    const first = await start();
    time.advance(-DAY);
    expect(first.isSound()).toBe(false);
    await guards.pop()?.stop();
    await confirmClock(log, time.now(), admin);
    time.advance(60 * MINUTE);
    const guard = await restart();
    expect([guard.isSound(), told]).toEqual([true, []]);
  });

  it('believes what it saw a moment ago more than an old confirmation of another process', async () => {
    await start();
    await confirmClock(log, time.now() - 30 * DAY, admin);
    const guard = await restart();
    expect([guard.isSound(), told]).toEqual([true, []]);
  });

  it('takes a file that cannot be read for none', async () => {
    writeFileSync(join(directory, 'last-seen.json'), '{"at":"2020');
    expect((await start()).isSound()).toBe(true);
    expect(JSON.parse(readFileSync(join(directory, 'last-seen.json'), 'utf8'))).toEqual({
      ...{ at: '2026-03-02T09:00:00.000Z', confirmation: -1, inDoubt: false },
    });
  });

  it('says once that nothing can be kept, and goes on', async () => {
    file = new LastSeenFile(join(directory, 'nowhere', 'last-seen.json'));
    const guard = await start();
    for (let i = 0; i < 3; i++) await pass(MINUTE);
    expect(guard.isSound()).toBe(true);
    expect(errors).toMatchObject([{ code: 'ENOENT' }]);
  });
});
