import { type CallerCommand, type ReceiveComplaint } from '@redress/domain';
import {
  canonicalJson,
  InMemoryEventStore,
  type SubscribeOptions,
  type Subscriber,
  type Subscription,
} from '@redress/event-store';
import { type CaseModule, caseModule } from '../case-module';
import { caseStream } from '../case-stream';
import { FaultyStore } from '../testing/faulty-store';
import { ManualClock } from '../testing/manual-clock';
import { ReplaceableStore } from '../testing/replaceable-store';
import { request, supervisor } from '../testing/requests';
import { PAIR_CHECKPOINTS } from './pair-processor';

const receipt: ReceiveComplaint = {
  type: 'ReceiveComplaint',
  channel: 'email',
  text: 'The parcel never came',
  complainant: { name: 'Cleo', email: 'cleo@example.org' },
};

const ID = '6f1c2a0e-0000-4000-8000-000000000001';

describe('the processor of pairs', () => {
  let store: FaultyStore;
  let clock: ManualClock;
  let errors: Error[];
  let processor: CaseModule;
  let a: string;
  let b: string;

  beforeEach(async () => {
    store = new FaultyStore(new InMemoryEventStore());
    clock = new ManualClock('2026-03-02T09:00:00.000Z');
    errors = [];
    processor = module({ onPairError: (error) => errors.push(error as Error) });
    [a, b] = [await receive('a'), await receive('b')];
  });

  afterEach(() => processor.pairs.stop());

  function module(more: Partial<Parameters<typeof caseModule>[0]> = {}): CaseModule {
    return caseModule({ store, clock, settleHorizonMs: 0, ...more });
  }

  async function receive(key: string): Promise<string> {
    return (await module().service.handle(request(key, receipt))).state.id;
  }

  /** A link that only one of the two cases knows of: its process crashed. */
  async function halfLinked(): Promise<void> {
    const crashing = module({
      beforeStep: () => {
        throw new Error('crash');
      },
    });
    const link: CallerCommand = { type: 'LinkCases', to: b, relation: 'related' };
    // A processor that runs already may be there first; then there is nothing left to crash in.
    await crashing.service.handle(request('link', link, { caseId: a, actor: supervisor })).catch(() => undefined);
  }

  const isLinked = async (): Promise<boolean> =>
    (await module().reader.get(b, supervisor)).state.links.some((link) => link.case === a);
  const checkpoints = () => store.readStream(PAIR_CHECKPOINTS);

  async function until(happened: () => Promise<boolean>): Promise<void> {
    for (let i = 0; i < 800 && !(await happened()); i++) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await happened()).toBe(true);
  }

  it('goes on after its checkpoint could not be written', async () => {
    await processor.pairs.start();
    store.faults.push(null, null, 'full-disk');
    await halfLinked();
    await until(isLinked);
    await until(async () => (await checkpoints()).length > 0);
    expect(errors.map((error) => error.message)).toEqual(['The disk is full']);
  });

  it('tries as long as the store is in trouble', async () => {
    await halfLinked();
    store.faults.push('full-disk', 'full-disk', 'lost-request');
    await processor.pairs.start();
    await until(isLinked);
    expect(errors.map((error) => error.message)).toEqual(['The disk is full', 'The disk is full']);
  });

  it('passes over an event that cannot be read, says so, and goes on', async () => {
    const broken = { id: ID, type: 'CasesLinked', schemaVersion: 1, data: '{}', metadata: '{}', hash: null };
    await store.append(caseStream('broken'), 'any', [broken]);
    await halfLinked();
    await processor.pairs.start();
    await until(isLinked);
    expect(errors.at(-1)?.message).toBe('Event 0 of case-broken could not be settled and was passed over');
  });

  it('passes over a merge whose other case does not exist', async () => {
    const [received] = await store.readStream(caseStream(a));
    const { previousHash: _first, ...metadata } = JSON.parse(received?.metadata ?? '') as Record<string, unknown>;
    const data = canonicalJson({ mergeId: 'm', into: 'nowhere', receivedAt: '2026-03-02T09:00:00.000Z' });
    const merged = { id: ID, type: 'ComplaintMerged', schemaVersion: 1, data, hash: 'f'.repeat(64) };
    await store.append(caseStream('lone'), 'any', [{ ...merged, metadata: canonicalJson(metadata) }]);
    await halfLinked();
    await processor.pairs.start();
    await until(isLinked);
    expect(errors.at(-1)?.name).toBe('PassedOverError');
  });

  it('waits no longer than its time of grace for what was recorded by a clock that was ahead', async () => {
    await halfLinked();
    clock.advance(-3_600_000);
    const patient = module({ settleHorizonMs: 50 });
    await patient.pairs.start();
    await until(isLinked);
    await patient.pairs.stop();
  });

  it('stops at once while it waits, and settles the rest when another one starts', async () => {
    await halfLinked();
    const patient = module({ settleHorizonMs: 3_600_000 });
    await patient.pairs.start();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await patient.pairs.stop();
    expect([await isLinked(), await checkpoints()]).toEqual([false, []]);
    await processor.pairs.start();
    await until(isLinked);
  });

  it('does not run when it is stopped while it starts', async () => {
    await halfLinked();
    const starting = processor.pairs.start();
    await processor.pairs.stop();
    await starting;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([await isLinked(), await checkpoints()]).toEqual([false, []]);
  });

  it('goes on with another log that has taken the place of the one that was read, as after a restore', async () => {
    const log = new ReplaceableStore(store);
    processor = module({ store: log });
    await processor.pairs.start();
    await halfLinked();
    await until(async () => (await checkpoints()).length > 0);
    // The log of the backup: shorter, and what comes now takes the places of what was lost.
    store = new FaultyStore(new InMemoryEventStore());
    [a, b] = [await receive('c'), await receive('d')];
    log.replaceBy(store);
    processor.startOver();
    await halfLinked();
    await until(isLinked);
  });

  it('looks through a long log without merges and links once, not at every start', async () => {
    const begun: unknown[] = [];
    class LongLog extends FaultyStore {
      override subscribe(options: SubscribeOptions, subscriber: Subscriber): Subscription {
        begun.push(options.after);
        let left = 60;
        return super.subscribe(options, async (page) => {
          const window = { events: [], position: '0000000000000001', atEnd: false };
          for (; left > 0; left--) await subscriber(window);
          await subscriber(page);
        });
      }
    }
    for (let start = 0; start < 2; start++) {
      const { pairs } = module({ store: new LongLog(store) });
      await pairs.start();
      await until(async () => (await checkpoints()).length > start);
      await pairs.stop();
    }
    expect(begun).toEqual(['', '0000000000000001']);
  });

  it('does not believe a checkpoint that was written of another log', async () => {
    const data = canonicalJson({ position: '0000000000000099' });
    const foreign = { id: ID, type: 'CheckpointReached', schemaVersion: 1, data, metadata: '{}', hash: null };
    await store.append(PAIR_CHECKPOINTS, 'any', [foreign]);
    await halfLinked();
    await processor.pairs.start();
    await until(isLinked);
  });

  it('may run several times at once, restarted in the middle, and each half is added once', async () => {
    const others = Array.from({ length: 3 }, () => module());
    await Promise.all(others.map(({ pairs }) => pairs.start()));
    await halfLinked();
    await others[0]?.pairs.stop();
    await until(isLinked);
    await processor.pairs.start();
    await until(async () => (await checkpoints()).length >= 3);
    await Promise.all(others.map(({ pairs }) => pairs.stop()));
    const types = (await store.readStream(caseStream(b))).map((event) => event.type);
    expect(types).toEqual(['ComplaintReceived', 'CasesLinked']);
  });
});
