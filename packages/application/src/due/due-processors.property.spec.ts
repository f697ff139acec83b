import type * as timers from 'node:timers/promises';
import { type CallerCommand, type Case, SYSTEM_ACTOR } from '@redress/domain';
import {
  type EventEnvelope,
  InMemoryEventStore,
  openEnvelope,
  type StoredEvent,
  verifyStream,
} from '@redress/event-store';
import { type CaseModule, caseModule } from '../case-module';
import { caseIdOf } from '../case-stream';
import { isPassing } from '../errors';
import { ManualTime } from '../testing/manual-time';
import { request, supervisor } from '../testing/requests';
import { receipt, until } from './testing/desk';
import { HOUR, promise, publishPromises } from './testing/promised-desk';
import { Replica } from './testing/replica';
import { seeded } from './testing/seeded';

// Who lost a race for a case waits for some milliseconds before deciding again. Here only the test moves the time.
jest.mock('node:timers/promises', () => {
  const actual = jest.requireActual<typeof timers>('node:timers/promises');
  return { ...actual, setTimeout: () => actual.setImmediate() };
});

const MINUTE = 60_000;
/** Each breaks four promises. */
const CASES = 2_500;
/** Of these one in ten asks for an escalation. */
const isGrave = (index: number): boolean => index % 10 === 0;
const LONGEST_STEP = 6 * HOUR;

const HOURS = { acknowledgement: 48, 'next-reply': 72, 'final-response': 60 * 24, resolution: 90 * 24 } as const;
const METRICS = Object.keys(HOURS) as (keyof typeof HOURS)[];
const grave = {
  when: { severity: 'high' },
  escalate: [{ at: 0.5, level: 2, addressee: 'Head of service' }],
} as const;
const promises = [
  promise('resolution', HOURS.resolution, grave),
  ...METRICS.map((metric) => promise(metric, HOURS[metric])),
];

/** Three processes over one log, and people who bring in complaints that nobody answers. */
class World {
  readonly log = new InMemoryEventStore();
  readonly time = new ManualTime('2026-01-05T00:00:00.000Z');
  readonly replicas = Array.from({ length: 3 }, () => new Replica(this.log, this.time));
  /** When each promise of each case is due, worked out by addition. */
  readonly dueAt = new Map<string, number>();
  passes = 0;
  kills = 0;
  readonly people: CaseModule = caseModule({ store: this.log, clock: this.time });
  private given = 0;

  async pass(milliseconds: number): Promise<void> {
    this.passes += 1;
    this.time.pass(milliseconds);
    await this.atRest();
  }

  atRest(): Promise<void> {
    return until(() => this.replicas.every(({ isAtRest }) => isAtRest));
  }

  /** A complaint and a message that nobody will ever answer. */
  async neglect(index: number): Promise<void> {
    const { id } = await this.give({ ...receipt, severity: isGrave(index) ? 'high' : 'low' });
    await this.give({ type: 'RecordMessage', text: 'Any news?' }, id);
    for (const metric of METRICS) this.dueAt.set(`${id} ${metric}-1`, this.time.now() + HOURS[metric] * HOUR);
  }

  /** A complaint of which nothing is due any more. */
  async settle(): Promise<void> {
    const { id } = await this.give(receipt);
    await this.give({ type: 'WithdrawComplaint', reason: 'It came after all', toldBy: 'by phone' }, id);
  }

  async stored(): Promise<readonly StoredEvent[]> {
    return (await this.log.readAll({ limit: 1_000_000 })).events;
  }

  private async give(command: CallerCommand, caseId?: string): Promise<Case> {
    const given = request(`given ${this.given++}`, command, { actor: supervisor });
    return (await this.people.service.handle(caseId === undefined ? given : { ...given, caseId })).state;
  }
}

/** Whatever may happen to processes, from time to time. */
async function mishaps({ replicas, time, ...world }: World, random: () => number): Promise<number> {
  const [, , victim] = replicas as [Replica, Replica, Replica];
  const anyone = replicas[Math.floor(random() * 3)] as Replica;
  const happens = (oneIn: number): boolean => random() * oneIn < 1;
  if (happens(20))
    anyone.faults.push((['lost-request', 'lost-answer', 'full-disk'] as const)[world.passes % 3] ?? null);
  if (happens(30)) anyone.lag();
  if (happens(10)) for (const replica of replicas) replica.readOn();
  if (happens(100)) time.advance(-HOUR);
  if (happens(40)) victim.killAtNextAppend(happens(2) ? 'before' : 'after');
  if (!victim.isDead || !happens(3)) return 0;
  await victim.restart();
  return 1;
}

describe('three processors of due times on one log', () => {
  it('record 10,000 breaches over some months, each once and none early, while one is killed again and again', async () => {
    const random = seeded(20_260_105);
    const world = new World();
    await publishPromises(world.people, promises);
    for (const replica of world.replicas) replica.start();

    for (let index = 0; index < CASES; index++) {
      await world.pass(Math.floor((10 + random() * 110) * MINUTE));
      await world.neglect(index);
      if (index % 20 === 0) await world.settle();
      world.kills += await mishaps(world, random);
    }
    const last = Math.max(...world.dueAt.values());
    const dueInstants = [...world.dueAt.values()].sort((a, b) => a - b);
    while (world.time.now() <= last) {
      const next = dueInstants.find((instant) => instant > world.time.now());
      const isExact = random() < 0.1 && next !== undefined;
      if (isExact) await world.pass(next - world.time.now());
      await world.pass(isExact ? 1 : Math.floor(random() * LONGEST_STEP));
      world.kills += await mishaps(world, random);
    }
    await recover(world);

    const stored = await world.stored();
    expectSoundChains(stored);
    const events = stored.map(openEnvelope);
    expectEveryBreachOnce(events, world.dueAt);
    expectEscalations(events);
    expect(new Set(world.dueAt.values()).size).toBe(10_000);
    expect(world.kills).toBeGreaterThan(20);
    for (const { appends, errors } of world.replicas) {
      expect(appends).toBeGreaterThan(1_000);
      expect(errors.filter((error) => !isPassing(error))).toEqual([]);
    }
    // Each time the clock is moved a processor wakes up, and once more, for what it has recorded itself.
    const starts = 3 + world.kills;
    expect(world.time.pauses).toBeLessThanOrEqual(3 * 2 * world.passes + 2 * starts);
    const asks = world.replicas.reduce((sum, replica) => sum + replica.asks, 0);
    expect(asks).toBeLessThanOrEqual(world.time.pauses);
  }, 120_000);
});

/** All are well again, and go on until nothing is left to do. */
async function recover(world: World): Promise<void> {
  for (const replica of world.replicas) {
    replica.faults.length = 0;
    replica.readOn();
    if (replica.isDead) await replica.restart();
  }
  for (let minute = 0; minute < 30; minute++) await world.pass(MINUTE);
  await Promise.all(world.replicas.map((replica) => replica.stop()));
}

function expectEveryBreachOnce(events: readonly EventEnvelope[], dueAt: ReadonlyMap<string, number>): void {
  const breaches = events.filter(({ type }) => type === 'ClockBreached');
  expect(breaches).toHaveLength(10_000);
  const recorded = new Map(
    breaches.map(({ stream, data, metadata }) => {
      const { clock, ...told } = data as { readonly clock: string; readonly dueAt: string };
      const lateBy = Date.parse(metadata.recordedAt) - Date.parse(metadata.occurredAt);
      const { actor, occurredAt } = metadata;
      const isInTime = lateBy >= 0 && lateBy <= LONGEST_STEP + 3 * HOUR;
      return [`${caseIdOf(stream)} ${clock}`, { dueAt: told.dueAt, occurredAt, actor, isInTime }] as const;
    }),
  );
  const expected = [...dueAt].map(([promised, at]) => {
    const [due, broken] = [at, at + 1].map((ms) => new Date(ms).toISOString());
    return [promised, { dueAt: due, occurredAt: broken, actor: SYSTEM_ACTOR, isInTime: true }] as const;
  });
  expect(recorded).toEqual(new Map(expected));
}

function expectEscalations(events: readonly EventEnvelope[]): void {
  const of = (type: string): number => events.filter((event) => event.type === type).length;
  expect([of('ComplaintEscalated'), of('ClockThresholdReached')]).toEqual([CASES / 10, CASES / 10]);
}

/** Of one case in ten; all of them would take longer than need be. */
function expectSoundChains(stored: readonly StoredEvent[]): void {
  const streams = [...Map.groupBy(stored, ({ stream }) => stream).values()];
  for (const [index, events] of streams.entries()) if (index % 10 === 0) verifyStream(events);
}
