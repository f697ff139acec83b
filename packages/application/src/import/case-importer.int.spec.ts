import {
  type EventStore,
  InMemoryEventStore,
  OutcomeUnknownError,
  StoreUnavailableError,
  verifyStream,
  WrongExpectedRevisionError,
} from '@redress/event-store';
import { caseStream } from '../case-stream';
import { TooMuchContentionError } from '../errors';
import { FaultyStore } from '../testing/faulty-store';
import { CaseImporter, type CaseImporterOptions } from './case-importer';
import { TEST_SECRET } from '../testing/requests';
import { importedCaseId } from './imported-ids';
import { type Row } from './source-row';
import { desk, ticket } from './testing/desk';

const mapping = desk();
const stream = caseStream(importedCaseId(TEST_SECRET, 'desk', '7'));
const working: Row = { State: 'Working' };
const done: Row = { State: 'Done' };

describe('importing a case', () => {
  let store: FaultyStore;

  beforeEach(() => {
    store = new FaultyStore(new InMemoryEventStore());
  });

  const imported = (rows: readonly Row[], options: Partial<CaseImporterOptions> = {}) =>
    new CaseImporter({ store, secret: TEST_SECRET, mapping, settleHorizonMs: 40, ...options }).import(ticket(rows));
  const types = async (): Promise<readonly string[]> => (await store.readStream(stream)).map(({ type }) => type);
  const life = ['ComplaintReceived', 'ComplaintAcknowledged', 'ComplaintResolved'];

  it('is one append, and none the second time', async () => {
    expect(await imported([working, done])).toEqual({ taken: 2, rejected: [], newEvents: 3 });
    expect(await imported([working, done])).toEqual({ taken: 2, rejected: [], newEvents: 0 });
    expect(store.appends).toBe(1);
    expect(verifyStream(await store.readStream(stream)).revision).toBe(2);
  });

  it('counts the addresses that can be none, once', async () => {
    const receipt = { channel: 'desk', complainant: { name: '{Who}', email: '{Text}' }, text: { unknown: true } };
    const mailing = desk({ commands: [{ command: 'ReceiveComplaint', when: 'new', with: receipt }] });
    const rows = [{ Text: 'n/a' }];
    expect(await imported(rows, { mapping: mailing })).toMatchObject({ taken: 1, leftOut: 1 });
    expect(await imported(rows, { mapping: mailing })).toEqual({ taken: 1, rejected: [], newEvents: 0 });
  });

  it('takes what has been added to the file since', async () => {
    await imported([working]);
    expect(await imported([working, done])).toEqual({ taken: 2, rejected: [], newEvents: 1 });
    expect(await types()).toEqual(life);
  });

  it('appends nothing in a dry run, and says what it would', async () => {
    expect(await imported([working, done], { dryRun: true })).toEqual({ taken: 2, rejected: [], newEvents: 3 });
    expect(await imported([working], { dryRun: true })).toMatchObject({ newEvents: 2 });
    expect(await types()).toEqual([]);
  });

  it('leaves no case when every row is rejected', async () => {
    const outcome = await imported([{ Level: 'third' }]);
    expect(outcome).toMatchObject({ taken: 0, newEvents: 0, rejected: [{ line: 2, rule: 'unmapped-value' }] });
    expect(await types()).toEqual([]);
  });

  it('meets another import of the same file half-way: together they append each event once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => imported([working, done])));
    expect(outcomes.map(({ taken }) => taken)).toEqual(Array(8).fill(2));
    expect(outcomes.reduce((sum, { newEvents }) => sum + newEvents, 0)).toBe(3);
    expect(await types()).toEqual(life);
  });

  it.each(['lost-request', 'lost-answer'] as const)('repeats the same batch after a %s', async (fault) => {
    store.faults.push(fault);
    expect(await imported([working, done])).toMatchObject({ taken: 2, newEvents: 3 });
    expect(await types()).toEqual(life);
  });

  it('looks up what became of a batch that was not answered for too long, and counts it as its own', async () => {
    store.faults.push('lost-answer', ...Array<'lost-request'>(40).fill('lost-request'));
    expect(await imported([working, done])).toMatchObject({ taken: 2, newEvents: 3 });
    expect(await types()).toEqual(life);
  });

  it('gives up when the store never answers', async () => {
    store.faults.push(...Array<'lost-request'>(1000).fill('lost-request'));
    await expect(imported([working], { timeoutMs: 200 })).rejects.toThrow(OutcomeUnknownError);
    expect(await types()).toEqual([]);
  });

  it('gives up when others never leave the case alone', async () => {
    const busy = contended(store);
    await expect(imported([working], { store: busy, timeoutMs: 50 })).rejects.toThrow(TooMuchContentionError);
  });

  it('stops at store trouble between two appends of one case, and goes on later', async () => {
    const big = [working, ...Array.from({ length: 9 }, (_, i) => ({ State: `S${i}`, Who: 'x'.repeat(200_000) }))];
    const whole = new InMemoryEventStore();
    await imported(big, { store: whole });
    const failing = failingAfter(store, 1);
    await expect(imported(big, { store: failing })).rejects.toThrow(StoreUnavailableError);
    const before = (await types()).length;
    expect(before).toBeGreaterThan(0);
    expect(await imported(big)).toMatchObject({ taken: 10, newEvents: 11 - before });
    expect(await types()).toEqual((await whole.readStream(stream)).map(({ type }) => type));
    expect(verifyStream(await store.readStream(stream)).revision).toBe(10);
  });
});

/** A store whose disk is full after so many appends. */
function failingAfter(store: EventStore, appends: number): EventStore {
  let left = appends;
  return storeWith(store, {
    append: (...args) => {
      if (left-- > 0) return store.append(...args);
      throw new StoreUnavailableError('The disk is full: make room');
    },
  });
}

/** A store in which somebody else is always a little faster. */
function contended(store: EventStore): EventStore {
  return storeWith(store, {
    append: (name, expected) => Promise.reject(new WrongExpectedRevisionError(name, expected, 7)),
  });
}

function storeWith(store: EventStore, changes: Partial<EventStore>): EventStore {
  return {
    append: (...args) => store.append(...args),
    readStream: (...args) => store.readStream(...args),
    readAll: (...args) => store.readAll(...args),
    head: () => store.head(),
    subscribe: (...args) => store.subscribe(...args),
    close: () => store.close(),
    ...changes,
  };
}
