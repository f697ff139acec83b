import { type MergeComplaint, type ReceiveComplaint } from '@redress/domain';
import { type EventStore, InMemoryEventStore } from '@redress/event-store';
import { caseModule } from './case-module';
import { type CommandRequest } from './command-request';
import { IdempotencyKeyReusedError } from './errors';
import { commandIdentity, newIdFor, receiptIdentity } from './idempotency';
import { olderCaseId, olderCommandId } from './ids/older-ids';
import { ManualClock } from './testing/manual-clock';
import { supervisor, TEST_SECRET } from './testing/requests';

const receipt: ReceiveComplaint = {
  type: 'ReceiveComplaint',
  channel: 'email',
  text: 'The parcel never came',
  complainant: { name: 'Cleo', email: 'cleo@example.org' },
};

/** As this version asks for a receipt under a key. */
function presentReceipt(key: string | undefined, command = receipt): CommandRequest {
  const identity = commandIdentity(TEST_SECRET, 'desk', key);
  const commandHash = `hash of ${JSON.stringify(command)}`;
  return { command, actor: supervisor, commandHash, ...identity, ...receiptIdentity(TEST_SECRET, identity) };
}

/** As version 0.1 did. */
function olderReceipt(key: string, command = receipt): CommandRequest {
  const commandId = olderCommandId('desk', key);
  const commandHash = `hash of ${JSON.stringify(command)}`;
  return { command, actor: supervisor, commandHash, commandId, caseId: olderCaseId(commandId) };
}

describe('a receipt under an Idempotency-Key', () => {
  let store: InMemoryEventStore;
  let readStreams: string[];
  const clock = new ManualClock('2026-03-02T09:00:00.000Z');
  const started = (beforeStep?: () => void) => {
    const watched: EventStore = Object.assign(Object.create(store) as EventStore, {
      readStream: (...args: Parameters<EventStore['readStream']>) => {
        readStreams.push(args[0]);
        return store.readStream(...args);
      },
    });
    const { service } = caseModule({ store: watched, clock, ...(beforeStep === undefined ? {} : { beforeStep }) });
    return service;
  };

  beforeEach(() => {
    store = new InMemoryEventStore();
    readStreams = [];
  });

  it('that version 0.1 recorded is found, and nothing is recorded again', async () => {
    const first = await started().handle(olderReceipt('one'));
    const head = await store.head();
    const again = await started().handle(presentReceipt('one'));
    expect(again).toMatchObject({ effect: 'replayed', state: { id: first.state.id } });
    expect(await store.head()).toBe(head);
    const another = presentReceipt('one', { ...receipt, text: 'Another' });
    await expect(started().handle(another)).rejects.toThrow(IdempotencyKeyReusedError);
    const { state } = await started().handle(presentReceipt('two'));
    expect(state.id).toBe(presentReceipt('two').caseId);
  });

  it('is looked for under the older id in a log with older ids only, and only with a key', async () => {
    const service = started();
    const isOlder = (key: string) => readStreams.includes(`case-${olderReceipt(key).caseId}`);
    await service.handle(presentReceipt('first'));
    await service.handle(presentReceipt('second'));
    expect([isOlder('first'), isOlder('second')]).toEqual([false, false]);

    store = new InMemoryEventStore();
    await started().handle(olderReceipt('one'));
    readStreams = [];
    const later = started();
    await later.handle(presentReceipt(undefined));
    expect(readStreams).toEqual([]);
    await later.handle(presentReceipt('third'));
    expect(readStreams).toEqual([`case-${olderReceipt('third').caseId}`]);
  });

  it('of a merge that version 0.1 left half done goes on with it', async () => {
    const [source, target] = ['source', 'target'].map((key) => olderReceipt(key).caseId) as [string, string];
    for (const key of ['source', 'target']) await started().handle(olderReceipt(key));
    const command: MergeComplaint = { type: 'MergeComplaint', into: target };
    const commandId = olderCommandId('desk', 'merge');
    const asked = { caseId: source, command, actor: supervisor, commandHash: 'merge' };
    let steps = 0;
    const crashing = started(() => {
      steps += 1;
      if (steps === 2) throw new Error('crash');
    });
    await expect(crashing.handle({ ...asked, commandId })).rejects.toThrow('crash');
    const identity = commandIdentity(TEST_SECRET, 'desk', 'merge');
    const newId = newIdFor(TEST_SECRET, identity.commandId, source, target);
    const request = { ...asked, ...identity, newId };
    expect(await started().handle(request)).toMatchObject({ effect: 'done', state: { mergedInto: target } });
    expect(await started().handle(request)).toMatchObject({ effect: 'replayed' });
    const types = (await store.readStream(`case-${target}`)).map(({ type, data }) => [
      type,
      (JSON.parse(data) as { mergeId?: string }).mergeId,
    ]);
    expect(types.slice(-2)).toEqual([
      ['MergeAccepted', commandId],
      ['MergeCompleted', commandId],
    ]);
  });
});
