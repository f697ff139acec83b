import { setImmediate } from 'node:timers/promises';
import { SYSTEM_ACTOR } from '@redress/domain';
import { type DueCase } from './due-cases';
import { NotRecordedError, UnfoundedDueError } from './errors';
import { Desk, until } from './testing/desk';
import { HOUR, promise } from './testing/promised-desk';

const MINUTE = 60_000;
const handler = { id: 'ana', name: 'Ana' };
const acknowledgedInAnHour = [promise('acknowledgement', 1)];
const escalating = [
  promise('final-response', 10, {
    escalate: [
      { at: 0.5, level: 2, addressee: 'Head of service' },
      { at: 0.8, level: 3, addressee: 'The board' },
    ],
  }),
];

/** What the events looked at here say. */
interface Told {
  readonly clock?: string;
  readonly cause?: object;
  readonly escalated?: boolean;
}

describe('the processor of due times', () => {
  let desk: Desk;
  let opened: Desk[] = [];

  async function open(...given: Parameters<typeof Desk.open>): Promise<Desk> {
    const made = await Desk.open(...given);
    opened.push(made);
    return made;
  }

  beforeEach(async () => {
    desk = await open(acknowledgedInAnHour);
  });
  afterEach(async () => {
    await Promise.all(opened.map((it) => it.close()));
    opened = [];
  });

  async function start(): Promise<void> {
    await desk.read();
    desk.processor.start();
    await desk.settled();
  }

  describe('a promise that nobody keeps', () => {
    it('is kept at the due instant and broken one millisecond later', async () => {
      const id = await desk.receive();
      await start();
      await desk.pass(HOUR);
      expect(await desk.types(id)).toEqual(['ComplaintReceived', 'ClockStarted']);
      await desk.pass(1);
      const [breach] = (await desk.events(id)).slice(2);
      expect(breach).toMatchObject({
        type: 'ClockBreached',
        data: { clock: 'acknowledgement-1', dueAt: '2026-03-02T10:00:00.000Z' },
        metadata: {
          actor: SYSTEM_ACTOR,
          occurredAt: '2026-03-02T10:00:00.001Z',
          recordedAt: '2026-03-02T10:00:00.001Z',
        },
      });
      expect(breach?.metadata.correlationId).toBe(breach?.metadata.commandId);
    });

    it('is recorded once, however long nobody does anything', async () => {
      const id = await desk.receive();
      await start();
      for (let minute = 0; minute < 300; minute++) await desk.pass(MINUTE);
      expect(await desk.types(id)).toEqual(['ComplaintReceived', 'ClockStarted', 'ClockBreached']);
    });

    it('is found after any downtime, thousands at once', async () => {
      const ids: string[] = [];
      for (let i = 0; i < 1_300; i++) ids.push(await desk.receive());
      desk.time.pass(90 * 24 * HOUR);
      await start();
      const recorded = await Promise.all(ids.map((id) => desk.types(id)));
      expect(recorded.filter((types) => types.at(-1) === 'ClockBreached')).toHaveLength(1_300);
      expect(desk.errors).toEqual([]);
    });

    it('is found after any downtime, page by page, also while the read model reads nothing', async () => {
      const ids: string[] = [];
      for (let i = 0; i < 1_300; i++) ids.push(await desk.receive());
      await start();
      desk.model.lag();
      desk.time.pass(90 * 24 * HOUR);
      await until(() => desk.store.appends > 0 && desk.time.sleeping === 1);
      const recorded = await Promise.all(ids.map((id) => desk.types(id)));
      expect(recorded.filter((types) => types.at(-1) === 'ClockBreached')).toHaveLength(1_300);
      expect(desk.store.appends).toBe(1_300);
    });

    it('gives nothing when it was kept between asking and sending', async () => {
      const id = await desk.receive();
      await start();
      desk.model.lag();
      await desk.give(id, { type: 'AcknowledgeComplaint', handler });
      desk.time.pass(HOUR + 1);
      await until(() => desk.time.sleeping === 1);
      desk.model.readOn();
      await desk.pass(MINUTE);
      expect(await desk.types(id)).not.toContain('ClockBreached');
      expect(desk.errors).toEqual([]);
    });

    it('is not recorded early by a clock that was stepped back, and not twice when it comes again', async () => {
      const id = await desk.receive();
      await start();
      await desk.pass(HOUR - MINUTE);
      desk.time.advance(-HOUR);
      for (let minute = 0; minute < 60; minute++) await desk.pass(MINUTE);
      expect(await desk.types(id)).not.toContain('ClockBreached');
      await desk.pass(2 * MINUTE);
      desk.time.advance(-HOUR);
      for (let minute = 0; minute < 70; minute++) await desk.pass(MINUTE);
      expect((await desk.types(id)).filter((type) => type === 'ClockBreached')).toHaveLength(1);
      expect(desk.errors).toEqual([]);
    });

    it('is found within a minute by whoever sleeps while the clock is set ahead', async () => {
      const id = await desk.receive();
      await start();
      desk.time.advance(30 * 24 * HOUR);
      await desk.pass(MINUTE);
      expect(await desk.types(id)).toContain('ClockBreached');
    });
  });

  describe('an escalation that the policy asks for', () => {
    beforeEach(async () => {
      desk = await open(escalating);
    });

    it('is recorded once for each threshold, with the clock as its cause', async () => {
      const id = await desk.receive();
      await start();
      for (let half = 0; half < 24; half++) await desk.pass(HOUR / 2);
      const events = (await desk.events(id)).slice(2);
      expect(events.map(({ type, data }) => [type, (data as Told).clock ?? (data as Told).cause])).toEqual([
        ['ComplaintEscalated', { clock: 'final-response-1', at: 0.5 }],
        ['ClockThresholdReached', 'final-response-1'],
        ['ComplaintEscalated', { clock: 'final-response-1', at: 0.8 }],
        ['ClockThresholdReached', 'final-response-1'],
        ['ClockBreached', 'final-response-1'],
      ]);
      expect(events.map(({ metadata }) => metadata.actor)).toEqual(events.map(() => SYSTEM_ACTOR));
      const instants = events.filter(({ type }) => type.startsWith('Clock')).map((event) => event.metadata.occurredAt);
      expect(instants).toEqual(['2026-03-02T14:00:00.000Z', '2026-03-02T17:00:00.000Z', '2026-03-02T19:00:00.001Z']);
    });

    it('only marks a case that is at the level already', async () => {
      const id = await desk.receive();
      await desk.give(id, { type: 'EscalateComplaint', level: 3, reason: 'It is grave', addressee: 'The board' });
      await start();
      for (let hour = 0; hour < 12; hour++) await desk.pass(HOUR);
      const reached = (await desk.events(id)).filter(({ type }) => type === 'ClockThresholdReached');
      expect(reached.map(({ data }) => (data as Told).escalated)).toEqual([false, false]);
      expect((await desk.types(id)).filter((type) => type === 'ComplaintEscalated')).toHaveLength(1);
    });

    it('comes with the breach after a downtime, each once', async () => {
      const id = await desk.receive();
      desk.time.pass(48 * HOUR);
      await start();
      for (let minute = 0; minute < 3; minute++) await desk.pass(MINUTE);
      const types = (await desk.types(id)).slice(2).sort();
      expect(types).toEqual([
        'ClockBreached',
        'ClockThresholdReached',
        'ClockThresholdReached',
        'ComplaintEscalated',
        'ComplaintEscalated',
      ]);
    });
  });

  describe('the time it sleeps', () => {
    it('is a minute when nothing is due, by day and by night', async () => {
      await start();
      const before = desk.model.asks;
      for (let minute = 0; minute < 24 * 60; minute++) await desk.pass(MINUTE);
      expect(desk.model.asks - before).toBe(24 * 60);
    });

    it('ends at the next due instant', async () => {
      await desk.receive();
      await start();
      await desk.pass(HOUR - 30_000);
      const before = desk.model.asks;
      await desk.pass(30_000);
      expect(desk.model.asks).toBe(before);
      await desk.pass(1);
      expect(desk.model.asks).toBeGreaterThan(before);
    });

    it('ends when the read model gets to something that is due earlier', async () => {
      const duration = { n: 1, unit: 'minutes', counting: 'elapsed' } as const;
      const escalate = [{ at: 0.25, level: 2, addressee: 'Head of service' }];
      desk = await open([promise('acknowledgement', 1, { duration, escalate })]);
      await start();
      await desk.pass(20_000);
      const id = await desk.receive();
      await desk.settled();
      await desk.pass(1_000);
      await desk.pass(13_999);
      expect(await desk.types(id)).not.toContain('ClockThresholdReached');
      await desk.pass(1);
      expect(await desk.types(id)).toContain('ClockThresholdReached');
    });

    it('is a second at least, however much the read model reads', async () => {
      const id = await desk.receive();
      await start();
      const before = desk.model.asks;
      for (let i = 0; i < 200; i++) {
        await desk.give(id, { type: 'AddNote', text: `note ${i}` });
        await desk.pass(10);
      }
      expect(desk.model.asks - before).toBeLessThanOrEqual(3);
    });

    it.each([
      ['looks beyond what is in hand', (afterMs: number) => afterMs],
      ['only knows the earliest instant', () => -Infinity],
    ])('is no shorter while a read model that %s lags behind what was recorded', async (_name, after) => {
      const due = {
        due: (atMs: number, limit: number) => desk.model.due(atMs, limit),
        next: (afterMs: number) => desk.model.next(after(afterMs)),
      };
      desk = await open(acknowledgedInAnHour, { due });
      const id = await desk.receive();
      await start();
      desk.model.lag();
      desk.time.pass(2 * HOUR);
      await until(() => desk.store.appends === 1 && desk.time.sleeping === 1);
      const { asks } = desk.model;
      const loads = jest.spyOn(desk.store, 'readStream');
      for (let second = 0; second < 3_600; second += 6) {
        desk.time.pass(6_000);
        await until(() => desk.time.sleeping === 1);
      }
      expect(desk.model.asks - asks).toBe(60);
      expect(loads).not.toHaveBeenCalled();
      desk.model.readOn();
      await desk.settled();
      expect((await desk.types(id)).filter((type) => type === 'ClockBreached')).toHaveLength(1);
      expect(desk.errors).toEqual([]);
    });
  });

  describe('what goes wrong', () => {
    /** Names a case first that there is not. */
    function naming(bad: DueCase): Promise<Desk> {
      return open(acknowledgedInAnHour, {
        due: {
          due: async (atMs, limit) => [bad, ...(await desk.model.due(atMs, limit - 1))].slice(0, limit),
          next: (afterMs) => desk.model.next(afterMs),
        },
      });
    }

    it('with one case holds up no other, is told, and is tried again less and less often', async () => {
      desk = await naming({ caseId: 'nobody', kind: 'breach' });
      const ids = [await desk.receive(), await desk.receive()];
      await start();
      await desk.pass(HOUR + 1);
      for (const id of ids) expect(await desk.types(id)).toContain('ClockBreached');
      for (let minute = 0; minute < 24 * 60; minute++) await desk.pass(MINUTE);
      expect(desk.errors.length).toBeGreaterThan(24 * 6);
      expect(desk.errors.length).toBeLessThan(24 * 60 * 0.25);
      expect(desk.errors[0]).toBeInstanceOf(NotRecordedError);
      expect(desk.errors[0]).toMatchObject({ due: { caseId: 'nobody' }, cause: { name: 'CaseNotFoundError' } });
    });

    it('with one case keeps it waiting no longer because the clock was stepped back', async () => {
      desk = await naming({ caseId: 'nobody', kind: 'breach' });
      await start();
      for (let minute = 0; minute < 60; minute++) await desk.pass(MINUTE);
      const before = desk.errors.length;
      while (desk.errors.length === before) await desk.pass(MINUTE);
      desk.time.advance(-HOUR);
      await desk.pass(MINUTE);
      expect(desk.errors.length).toBe(before + 2);
    });

    it('with the clock itself, as it wakes up, is told and does not end it', async () => {
      const id = await desk.receive();
      await start();
      const now = jest.spyOn(desk.time, 'now').mockImplementationOnce(() => {
        throw new Error('the clock cannot be read');
      });
      await desk.pass(MINUTE);
      now.mockRestore();
      expect(desk.errors).toMatchObject([{ message: 'the clock cannot be read' }]);
      await desk.pass(HOUR + 1);
      expect(await desk.types(id)).toContain('ClockBreached');
    });

    it('with the store is not tried on every case that is due', async () => {
      desk = await open(acknowledgedInAnHour, { concurrency: 2 });
      for (let i = 0; i < 20; i++) await desk.receive();
      await start();
      desk.store.faults.push('full-disk', 'full-disk');
      await desk.pass(HOUR + 1);
      expect(desk.store.appends).toBe(2);
      for (let i = 0; i < 5; i++) await desk.pass(10_000);
      expect(desk.store.appends).toBe(22);
    });

    it('with the read model that names what is not due is told, and makes nobody busy', async () => {
      const id = await desk.receive();
      const due = { due: () => Promise.resolve([{ caseId: id, kind: 'breach' }] as const), next: async () => null };
      const misled = await open(acknowledgedInAnHour);
      const liar = misled.people.dueProcessor({
        ...{ due, progress: misled.model, pause: misled.time.pause },
        onError: (error) => misled.errors.push(error as Error),
      });
      const other = await misled.receive();
      expect(other).toBe(id);
      await misled.read();
      liar.start();
      await until(() => misled.errors.length === 1 && misled.time.sleeping === 1);
      expect(misled.errors[0]?.cause).toBeInstanceOf(UnfoundedDueError);
      await liar.stop();
    });

    it('with the store is tried until it is well again', async () => {
      const id = await desk.receive();
      await start();
      desk.store.faults.push('full-disk', 'full-disk', 'full-disk');
      desk.time.pass(HOUR + 1);
      for (let i = 0; i < 40 && !(await desk.types(id)).includes('ClockBreached'); i++) {
        await until(() => desk.time.sleeping === 1);
        desk.time.pass(500);
      }
      expect(await desk.types(id)).toContain('ClockBreached');
      const causes = desk.errors.map(({ cause }) => (cause as Error).message);
      expect(causes).toEqual(['The disk is full', 'The disk is full', 'The disk is full']);
    });

    it('with the line to the store gives one breach, whether the request was lost or the answer', async () => {
      for (const fault of ['lost-request', 'lost-answer'] as const) {
        desk = await open(acknowledgedInAnHour);
        const id = await desk.receive();
        await start();
        desk.store.faults.push(fault, fault);
        desk.time.pass(HOUR + 1);
        for (let i = 0; i < 20; i++) {
          await until(() => desk.time.sleeping === 1);
          desk.time.pass(10_000);
        }
        expect((await desk.types(id)).filter((type) => type === 'ClockBreached')).toHaveLength(1);
      }
    });

    it('with the read model is told and tried again', async () => {
      let isBroken = true;
      const model = (): Desk['model'] => desk.model;
      desk = await open(acknowledgedInAnHour, {
        due: {
          due: (atMs, limit) => (isBroken ? Promise.reject(new Error('database is locked')) : model().due(atMs, limit)),
          next: (afterMs) => model().next(afterMs),
        },
      });
      const id = await desk.receive();
      desk.time.pass(2 * HOUR);
      await start();
      for (let i = 0; i < 10; i++) await desk.pass(10_000);
      expect(desk.errors.length).toBe(11);
      isBroken = false;
      await desk.pass(10_000);
      expect(await desk.types(id)).toContain('ClockBreached');
    });
  });

  describe('starting and stopping', () => {
    it('asks a read model nothing before it has read what was on record at the start', async () => {
      const id = await desk.receive();
      desk.time.pass(2 * HOUR);
      await desk.people.service.handle({
        ...{ caseId: id, command: { type: 'AddNote', text: 'late' }, actor: { ...SYSTEM_ACTOR } },
        commandId: '00000000-0000-4000-8000-000000000001',
      });
      desk.model.position = '';
      desk.processor.start();
      await until(() => desk.time.sleeping === 1);
      expect(desk.model.asks).toBe(0);
    });

    it('waits for what is in hand, and begins nothing more', async () => {
      const ids: string[] = [];
      for (let i = 0; i < 50; i++) ids.push(await desk.receive());
      desk.time.pass(2 * HOUR);
      await desk.read();
      const append = desk.store.append.bind(desk.store);
      desk.store.append = async (...batch) => {
        await setImmediate();
        return append(...batch);
      };
      desk.processor.start();
      await until(() => desk.store.appends > 0);
      await desk.processor.stop();
      const recorded = (await Promise.all(ids.map((id) => desk.types(id)))).filter((types) =>
        types.includes('ClockBreached'),
      );
      expect(recorded.length).toBe(desk.store.appends);
      expect(recorded.length).toBeLessThan(50);
      desk.time.pass(HOUR);
      expect(desk.time.sleeping).toBe(0);
    });

    it('does not start again once it was stopped', async () => {
      const id = await desk.receive();
      desk.time.pass(2 * HOUR);
      await desk.read();
      await desk.processor.stop();
      desk.processor.start();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(await desk.types(id)).not.toContain('ClockBreached');
    });

    it('stops at once while it sleeps', async () => {
      await start();
      await desk.processor.stop();
      expect(desk.time.sleeping).toBe(0);
    });
  });

  describe('a clock that cannot be believed', () => {
    let isSound: boolean;

    beforeEach(async () => {
      isSound = true;
      desk = await open([...acknowledgedInAnHour, ...escalating], { isClockSound: () => isSound });
    });

    it('records nothing, neither breach nor threshold, until it is believed again', async () => {
      const id = await desk.receive();
      await start();
      isSound = false;
      await desk.pass(9 * HOUR);
      for (let minute = 0; minute < 10; minute++) await desk.pass(MINUTE);
      expect(await desk.types(id)).toEqual(['ComplaintReceived', 'ClockStarted', 'ClockStarted']);
      isSound = true;
      await desk.pass(2_000);
      await desk.settled();
      expect(await desk.types(id)).toEqual(expect.arrayContaining(['ClockBreached', 'ClockThresholdReached']));
      expect(desk.errors).toEqual([]);
    });

    it('ends what is under way after those in hand', async () => {
      const ids: string[] = [];
      for (let i = 0; i < 100; i++) ids.push(await desk.receive());
      await start();
      const append = desk.store.append.bind(desk.store);
      desk.store.append = (...args) => {
        isSound = false;
        return append(...args);
      };
      await desk.pass(HOUR + 1);
      const breached = (await Promise.all(ids.map((id) => desk.types(id)))).filter((it) =>
        it.includes('ClockBreached'),
      );
      expect(breached.length).toBeGreaterThan(0);
      expect(breached.length).toBeLessThanOrEqual(8);
    });
  });
});
