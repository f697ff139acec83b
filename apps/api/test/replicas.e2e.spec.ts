import {
  type CaseModule,
  caseModule,
  type CaseModuleOptions,
  type CommandRequest,
  UnsettledError,
} from '@redress/application';
import { ManualClock, publication, request, supervisor, testCaseId } from '@redress/application/testing';
import {
  type CallerCommand,
  type Case,
  type CatalogCommand,
  type Policy,
  type ReceiveComplaint,
} from '@redress/domain';
import { roundTheClockCalendar } from '@redress/domain/testing';
import {
  type EventEnvelope,
  openEnvelope,
  START,
  type StoredEvent,
  StoreUnavailableError,
  verifyStream,
} from '@redress/event-store';
import { EventStoreDbEventStore } from '@redress/event-store-eventstoredb';
import { ask, ClusterDesk, until } from './cluster-desk';
import { type Service } from './service';

const CASES = 1_000;
const PAIRS = 25;
const CALLERS = 8;

const receipt: ReceiveComplaint = {
  type: 'ReceiveComplaint',
  channel: 'email',
  text: 'The parcel never came',
  complainant: { name: 'Cleo', email: 'cleo@example.org' },
};

/** One promise, of an hour, whose half brings the case before the management. */
const POLICY: Policy = {
  name: 'desk',
  priority: 1,
  when: {},
  reopenWindow: 30,
  targets: [
    {
      metric: 'final-response',
      kind: 'promise',
      duration: { n: 1, unit: 'hours', counting: 'elapsed' },
      calendar: 'always',
      pauses: [],
      escalate: [{ at: 0.5, level: 2, addressee: 'Management' }],
    },
  ],
};

describe('two replicas over one EventStoreDB', () => {
  let desk: ClusterDesk;
  let store: EventStoreDbEventStore;
  let replicas: readonly Service[];

  beforeEach(async () => {
    desk = await ClusterDesk.open();
    store = new EventStoreDbEventStore({ url: desk.server.url });
  });
  afterEach(async () => {
    await store.close();
    await desk.close();
  });

  /** Somebody who works on cases in a time so long ago that all of it is due by now, and no time of grace is left. */
  function people(more: Partial<CaseModuleOptions> = {}): CaseModule {
    return caseModule({ store, clock: new ManualClock('2020-03-02T09:00:00.000Z'), ...more });
  }

  /** As callers are told to: what is not known to be on record in time is asked for again, with the same key. */
  async function persistently({ service }: CaseModule, given: CommandRequest): Promise<Case> {
    for (;;) {
      try {
        return (await service.handle(given)).state;
      } catch (error) {
        if (!(error instanceof UnsettledError || error instanceof StoreUnavailableError)) throw error;
      }
    }
  }

  /** Calls back with each of so many numbers, a few at once. */
  async function each(many: number, call: (index: number) => Promise<unknown>): Promise<void> {
    const indexes = Array.from({ length: many }, (_, index) => index).values();
    const caller = async (): Promise<void> => {
      for (const index of indexes) await call(index);
    };
    await Promise.all(Array.from({ length: CALLERS }, caller));
  }

  /** Both are ready, so that whatever comes is found by both at once. */
  async function startBoth(): Promise<void> {
    replicas = ['a', 'b'].map((name) => desk.spawn(name));
    const urls = await Promise.all(replicas.map((replica) => replica.baseUrl()));
    const isReady = async (url: string): Promise<boolean> => (await ask(`${url}/health/ready`)).status === 200;
    await until(async () => (await Promise.all(urls.map(isReady))).every(Boolean));
  }

  /** They finish what they have in hand; then nothing is recorded any more. */
  async function stopBoth(): Promise<void> {
    const exits = await Promise.all(replicas.map((replica) => replica.stop('SIGTERM')));
    expect(exits.map(({ code }) => code)).toEqual([0, 0]);
    // What it means to lose a race is no trouble to anybody.
    for (const { stdout } of exits) expect(stdout).not.toMatch(/"level":"(error|warn)"/);
  }

  const count = (type: string): number => desk.server.log.all.filter((event) => event.type === type).length;

  /** Every case with its events, verified. */
  async function cases(): Promise<ReadonlyMap<string, readonly EventEnvelope[]>> {
    const streams = new Map<string, StoredEvent[]>();
    for (let after = START; ;) {
      const page = await store.readAll({ after, filter: { streamPrefixes: ['case-'] } });
      for (const event of page.events) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
      if (page.atEnd) break;
      after = page.position;
    }
    for (const events of streams.values()) verifyStream(events);
    return new Map([...streams].map(([stream, events]) => [stream, events.map(openEnvelope)]));
  }

  it('record 1,000 breaches and the 1,000 escalations before them, each once', async () => {
    const module = people();
    const commands: readonly CatalogCommand[] = [
      { type: 'PublishCalendar', name: 'always', calendar: roundTheClockCalendar() },
      { type: 'PublishPolicy', name: POLICY.name, policy: POLICY },
    ];
    for (const command of commands) await module.publishing.handle(publication(command.type, command));
    await startBoth();
    await each(CASES, (index) => persistently(module, request(`case ${index}`, receipt)));
    await until(() => count('ClockBreached') >= CASES && count('ComplaintEscalated') >= CASES, 120_000);
    await stopBoth();

    const recorded = await cases();
    expect(recorded.size).toBe(CASES);
    const told = [...recorded.values()].map((events) => events.map(({ type }) => type).sort());
    const once = ['ClockBreached', 'ClockStarted', 'ClockThresholdReached', 'ComplaintEscalated', 'ComplaintReceived'];
    expect(told.filter((types) => types.join() !== once.join())).toEqual([]);
  }, 180_000);

  it('finish merges and links that a crash left half done, each once', async () => {
    await startBoth();
    const sound = people();
    const crashing = people({
      beforeStep: (step) => {
        if (step !== 'accept') throw new Error('crash');
      },
    });
    const receive = async (key: string): Promise<string> => (await persistently(sound, request(key, receipt))).id;
    const give = async (key: string, caseId: string, command: CallerCommand): Promise<void> => {
      const crashed = persistently(crashing, request(key, command, { caseId, actor: supervisor }));
      // A replica may be there before the crash.
      await crashed.catch((error: Error) => expect(error.message).toBe('crash'));
    };
    await each(PAIRS, async (index) => {
      const [merged, into] = [await receive(`merged ${index}`), await receive(`into ${index}`)];
      await give(`merge ${index}`, merged, { type: 'MergeComplaint', into });
      const [linked, to] = [await receive(`linked ${index}`), await receive(`to ${index}`)];
      await give(`link ${index}`, linked, { type: 'LinkCases', to, relation: 'related' });
    });
    await until(() => count('MergeCompleted') >= PAIRS && count('CasesLinked') >= 2 * PAIRS, 120_000);
    await stopBoth();

    const recorded = await cases();
    const idOf = (role: string, index: number): string => testCaseId(request(`${role} ${index}`, receipt).commandId);
    for (let index = 0; index < PAIRS; index++) {
      const [source, target, linked, to] = ['merged', 'into', 'linked', 'to'].map((role) =>
        recorded.get(`case-${idOf(role, index)}`)?.map(({ type }) => type),
      );
      expect(source?.filter((type) => type === 'ComplaintMerged')).toHaveLength(1);
      expect(target?.filter((type) => type.startsWith('Merge'))).toEqual(['MergeAccepted', 'MergeCompleted']);
      expect([linked, to].map((types) => types?.filter((type) => type === 'CasesLinked').length)).toEqual([1, 1]);
    }
  }, 180_000);
});
