import { setTimeout as sleep } from 'node:timers/promises';
import {
  AppendRefusedError,
  InMemoryEventStore,
  OutcomeUnknownError,
  StoreFullError,
  StoreReadOnlyError,
  StoreUnavailableError,
  StoreUnusableError,
  WrongExpectedRevisionError,
} from '@redress/event-store';
import { newEvents } from '@redress/event-store/contract';
import { eventually } from './projections/testing/scratch';
import { type RefusalListener, Writability } from './writability';

const CALM_MS = 20;

describe('whether a store takes events', () => {
  let inner: InMemoryEventStore;
  let failure: Error | null;
  let told: (string | null)[];
  let reasons: string[];
  let store: Writability;

  beforeEach(() => {
    failure = null;
    told = [];
    reasons = [];
    inner = new InMemoryEventStore();
    const append = inner.append.bind(inner);
    inner.append = (...args) => (failure === null ? append(...args) : Promise.reject(failure));
    const onChange: RefusalListener = (refusal) => {
      told.push(refusal?.code ?? null);
      if (refusal !== null) reasons.push(refusal.message);
    };
    store = new Writability(inner, onChange, CALM_MS);
  });
  afterEach(() => store.stop());

  const append = () =>
    store.append('case-a', 'any', newEvents(1)).then(
      () => 'appended',
      (error: Error) => error.name,
    );
  const probes = async () => (await inner.readStream('processor-store')).map(({ data }) => data);

  it('is known as soon as one append is refused, and told once', async () => {
    failure = new StoreFullError('No space is left');
    expect(await Promise.all([append(), append(), append()])).toEqual(Array(3).fill('StoreFullError'));
    expect([store.refusal, told]).toEqual(['store-full', ['store-full']]);
    expect(await inner.readAll()).toMatchObject({ events: [] });
  });

  it('is found out without anybody giving a command, by one event of its own', async () => {
    failure = new StoreFullError('No space is left');
    await append();
    await eventually(() => Promise.resolve(told.length === 1));
    failure = null;
    await eventually(() => Promise.resolve(store.refusal === null));
    expect(told).toEqual(['store-full', null]);
    expect(await probes()).toEqual(['{"after":"store-full"}']);
  });

  it('is told anew when the reason is another one', async () => {
    failure = new StoreFullError('No space is left');
    await append();
    failure = new StoreReadOnlyError('It cannot be written');
    await append();
    expect([store.refusal, told]).toEqual(['store-read-only', ['store-full', 'store-read-only']]);
  });

  it('does not change with every small event that still finds room', async () => {
    store = new Writability(inner, (refusal) => told.push(refusal?.code ?? null), 60_000);
    for (let i = 0; i < 5; i++) {
      failure = new StoreFullError('No space is left');
      await append();
      failure = null;
      expect(await append()).toBe('appended');
    }
    expect([store.refusal, told]).toEqual(['store-full', ['store-full']]);
    await store.stop();
  });

  it.each([
    new StoreUnavailableError('Another process holds the lock'),
    new OutcomeUnknownError('The commit failed'),
    new StoreUnusableError('It is damaged'),
  ])('is known when trouble lasts, told once with the reason, and over with the first event: $name', async (error) => {
    failure = error;
    expect(await append()).toBe(error.name);
    await eventually(() => Promise.resolve(store.refusal === 'store-unwritable'));
    expect(reasons).toEqual([error.message]);
    failure = null;
    await eventually(() => Promise.resolve(store.refusal === null));
    expect(told).toEqual(['store-unwritable', null]);
    expect(await probes()).toEqual(['{"after":"store-unwritable"}']);
  });

  it('is not in doubt because of trouble that passes', async () => {
    store = new Writability(inner, (refusal) => told.push(refusal?.code ?? null), 60_000);
    failure = new StoreUnavailableError('It is locked');
    for (let i = 0; i < 3; i++) expect(await append()).toBe('StoreUnavailableError');
    failure = null;
    expect(await append()).toBe('appended');
    expect([store.refusal, told]).toEqual([null, []]);
    await store.stop();
  });

  it('is over with the first event that anybody records after trouble', async () => {
    failure = new StoreUnavailableError('It is locked');
    await append();
    await eventually(() => Promise.resolve(store.refusal === 'store-unwritable'));
    failure = null;
    expect(await append()).toBe('appended');
    expect([store.refusal, told]).toEqual([null, ['store-unwritable', null]]);
  });

  it.each([new AppendRefusedError('Too big'), new WrongExpectedRevisionError('case-a', 0, 1), new TypeError('A bug')])(
    'is not in doubt because of a batch: $name',
    async (error) => {
      failure = error;
      await append();
      await sleep(3 * CALM_MS);
      await append();
      expect([store.refusal, told]).toEqual([null, []]);
    },
  );

  it('is tried again whatever a try says', async () => {
    failure = new StoreFullError('No space is left');
    await append();
    failure = new AppendRefusedError('Something else');
    await sleep(3 * CALM_MS);
    failure = null;
    await eventually(() => Promise.resolve(store.refusal === null));
  });

  it('is tried no more once it is stopped', async () => {
    failure = new StoreFullError('No space is left');
    await append();
    await store.stop();
    failure = null;
    await sleep(5 * CALM_MS);
    expect(await probes()).toEqual([]);
  });
});
