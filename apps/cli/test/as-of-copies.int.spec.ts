import { join } from 'node:path';
import { caseModule, type Moment } from '@redress/application';
import { ManualClock } from '@redress/application/testing';
import { EVENT_TYPES } from '@redress/domain';
import { type EventStore, openEnvelope } from '@redress/event-store';
import { EventStoreDbEventStore } from '@redress/event-store-eventstoredb';
import { EventStoreDbTestServer } from '@redress/event-store-eventstoredb/testing';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { casesOfAllKinds, sue } from './support/cases-of-all-kinds';
import { everyEvent } from './support/log';
import { redress } from './support/redress';
import { temporaryDirectory } from './support/temporary';

/** Of imports, and of a merge that fails half way. */
const ELSEWHERE = ['MergeAborted', 'SourceRowNoted'];

/** On a machine that has other things to do, an answer may take long. */
const PATIENT = { timeoutMs: 60_000, tryMs: 30_000 };

describe('a log with cases of all kinds, copied into an EventStoreDB and back', () => {
  let ids: readonly string[];
  let afterMs: number;
  const stores: EventStore[] = [];
  let server: EventStoreDbTestServer;

  beforeAll(async () => {
    server = await EventStoreDbTestServer.start();
    const [file, back] = [join(temporaryDirectory(), 'log.db'), join(temporaryDirectory(), 'log.db')];
    const source = await SqliteEventStore.open({ file });
    ({ ids, afterMs } = await casesOfAllKinds(source));
    for (const [from, to] of [
      [file, server.url],
      [server.url, back],
    ] as const)
      expect(await redress(['copy', from, to])).toMatchObject({ code: 0, stderr: '' });
    stores.push(
      source,
      new EventStoreDbEventStore({ url: server.url, ...PATIENT }),
      await SqliteEventStore.open({ file: back }),
    );
  }, 60_000);
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await server.close();
  });

  /** Of each case what it was when something had just changed and right before, or why nothing can be said; and its history. */
  async function answers(store: EventStore, moment: (instant: string) => Moment): Promise<readonly unknown[]> {
    const clock = new ManualClock(new Date(afterMs).toISOString());
    const { reader } = caseModule({ store, clock, settleHorizonMs: 0 });
    const told: unknown[] = [];
    for (const id of ids) {
      for (const at of await instants(id)) {
        const when = moment(new Date(at).toISOString());
        const answer = await reader.get(id, sue, when).then(
          ({ state, at: as }) => ({ state, as }),
          (error: Error) => error.name,
        );
        told.push(answer);
      }
      const last = moment(new Date(afterMs).toISOString());
      told.push((await reader.events(id, sue, last)).events.map(({ position: _position, ...event }) => event));
    }
    return told;
  }

  async function instants(id: string): Promise<readonly number[]> {
    const events = (await (stores[0] as EventStore).readStream(`case-${id}`)).map(openEnvelope);
    const changes = events
      .flatMap(({ metadata }) => [metadata.recordedAt, metadata.occurredAt])
      .map((at) => Date.parse(at));
    return [...new Set(changes)].sort().flatMap((at) => [at - 1, at]);
  }

  it('holds every type of event there is', async () => {
    const types = new Set<string>();
    for await (const { type } of everyEvent(stores[0] as EventStore)) types.add(type);
    expect(EVENT_TYPES.filter((type) => !types.has(type))).toEqual(ELSEWHERE);
  });

  it('is the same in all three: ids, revisions, times, hashes, bytes and order', async () => {
    const [source, ...copies] = await Promise.all(
      stores.map(async (store) => {
        const events: unknown[] = [];
        for await (const { position: _position, ...event } of everyEvent(store)) events.push(event);
        return events;
      }),
    );
    expect(source?.length).toBeGreaterThan(80);
    for (const copy of copies) expect(copy).toEqual(source);
  });

  it.each<[string, (instant: string) => Moment]>([
    ['asOf', (asOf) => ({ asOf })],
    ['asOfOccurred', (asOfOccurred) => ({ asOfOccurred })],
    ['both', (instant) => ({ asOf: instant, asOfOccurred: instant })],
  ])(
    'answers alike from all three, %s',
    async (_what, moment) => {
      const [source, ...copies] = await Promise.all(stores.map((store) => answers(store, moment)));
      expect(new Set(source?.map((answer) => JSON.stringify(answer))).size).toBeGreaterThan(50);
      for (const copy of copies) expect(copy).toEqual(source);
    },
    120_000,
  );
});
