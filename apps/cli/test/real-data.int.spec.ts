import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  caseIdOf,
  caseModule,
  caseStream,
  clockExplanation,
  clockViews,
  recordedEvent,
  Replay,
} from '@redress/application';
import { type Actor, type Case, foldCase, type RecordedClockEvent, type RecordedEvent } from '@redress/domain';
import { type EventStore, openEnvelope, type StoredEvent } from '@redress/event-store';
import { digestOf, everyEvent, type LogDigest, withLog } from './support/log';
import { reckoned } from './support/pencil';
import { publishIncidentDesk, swedishOffice } from './support/publish';
import { describeWithData, exampleMapping } from './support/real-data';
import { importedId, type Outcome, startRedress, summaryOf } from './support/redress';
import { temporaryDirectory } from './support/temporary';
import { meaningOf, seeded, type VolvoRow, volvoRows } from './support/volvo-oracle';

const MINUTE_MS = 60_000;

interface Reject {
  readonly line: number;
  readonly case: string;
  readonly rule: string;
}

function start(file: string, mapping: string, dataDir: string): ReturnType<typeof startRedress> {
  return startRedress(['import', file, '--mapping', exampleMapping(mapping), '--data-dir', dataDir]);
}

function rejectsOf(dataDir: string, mapping: string): readonly Reject[] {
  const lines = readFileSync(join(dataDir, 'rejects', `${mapping}.jsonl`), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Reject);
}

describeWithData('cfpb-complaints.csv', 'the complaints of the CFPB', (file) => {
  const dataDir = temporaryDirectory();
  let first: Outcome;

  beforeAll(async () => {
    first = await start(file, 'cfpb', dataDir).outcome;
  }, MINUTE_MS);

  it('are 3,186 cases, equal rows each for itself', () => {
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(summaryOf(first)).toEqual({ rows: 3186, taken: 3186, rejected: 0, cases: 3186, newEvents: 6343 });
  });

  it(
    'are on record after one run',
    async () => {
      const second = await start(file, 'cfpb', dataDir).outcome;
      expect(second.code).toBe(0);
      expect(summaryOf(second)).toEqual({ rows: 3186, taken: 3186, rejected: 0, cases: 3186, newEvents: 0 });
    },
    MINUTE_MS,
  );

  it(
    'say what the file says, and nothing else',
    async () => {
      const channels = new Map<string, number>();
      const ends: (readonly [string, string])[] = [];
      const sentBefore: RecordedEvent[] = [];
      await withLog(dataDir, async (store) => {
        for await (const stored of everyEvent(store)) {
          // What keeps the fingerprint of the secret is not sealed.
          if (!stored.stream.startsWith('case-')) continue;
          const event = recordedEvent(openEnvelope(stored));
          if (event.type === 'ComplaintReceived') {
            const { channel, personal } = event.data;
            channels.set(channel, (channels.get(channel) ?? 0) + 1);
            expect(personal).toEqual({ complainant: { unknown: true }, text: { unknown: true } });
            expect(event.occurredAtPrecision).toBe('day');
            if (dayOf(event.source?.kept['Date sent to company']) < day(event.occurredAt)) sentBefore.push(event);
          } else {
            ends.push([event.type, event.occurredAtPrecision]);
          }
        }
      });
      expect(Object.fromEntries(channels)).toEqual({ web: 2233, referral: 533, phone: 200, post: 168, fax: 52 });
      expect(new Set(ends.map(([type]) => type))).toEqual(new Set(['ComplaintResolved']));
      expect(new Set(ends.map(([, precision]) => precision))).toEqual(new Set(['unknown']));
      // All but 26 to which no response was given in time and 3 in progress.
      expect(ends).toHaveLength(3186 - 26 - 3);
      expect(sentBefore).toHaveLength(6);
    },
    MINUTE_MS,
  );
});

/** The day in Washington, whose midnight is at four or five o'clock UTC. */
function day(occurredAt: string): string {
  return occurredAt.slice(0, 10);
}

function dayOf(text = ''): string {
  const [month = '', date = '', year = ''] = text.split('/');
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}

describeWithData('volvo-incidents-2013.csv.gz', 'the incidents of Volvo IT', (file) => {
  const ROWS = 65_533;
  const dataDir = temporaryDirectory();
  let rejects: readonly Reject[];
  let first: Outcome;
  let whole: LogDigest;

  beforeAll(async () => {
    first = await start(file, 'volvo', dataDir).outcome;
    rejects = rejectsOf(dataDir, 'volvo');
    whole = await withLog(dataDir, digestOf);
  }, MINUTE_MS);

  it('are taken or rejected row by row, at most 0.2 % rejected', () => {
    expect(first.code).toBe(0);
    expect(summaryOf(first)).toEqual({ rows: ROWS, taken: 65_507, rejected: 26, cases: 7554, newEvents: 75_143 });
    expect(whole).toMatchObject({ events: 75_143, streams: 7554 });
    expect(rejects.length / ROWS).toBeLessThanOrEqual(0.002);
  });

  it('come with a line and a rule where they were rejected', () => {
    expect(rejects).toHaveLength(26);
    expect(new Set(rejects.map(({ rule }) => rule))).toEqual(new Set(['reopen-window-over']));
    const rows = new Map(volvoRows(file).map((row) => [row.line, row]));
    for (const { line, case: key } of rejects) expect(rows.get(line)?.key).toBe(key);
  });

  it(
    'are on record after one run',
    async () => {
      const second = await start(file, 'volvo', dataDir).outcome;
      expect(second.code).toBe(0);
      expect(summaryOf(second)).toEqual({ rows: ROWS, taken: 65_507, rejected: 26, cases: 7554, newEvents: 0 });
      expect(rejectsOf(dataDir, 'volvo')).toEqual(rejects);
    },
    MINUTE_MS,
  );

  it(
    'come to the same record when the import is killed half-way and started again',
    async () => {
      const killedDir = temporaryDirectory();
      const { child, outcome } = start(file, 'volvo', killedDir);
      await reached(killedDir, 35_000, () => child.exitCode !== null);
      child.kill('SIGKILL');
      expect((await outcome).code).toBeNull();
      const { events: before } = await withLog(killedDir, digestOf);
      expect(before).toBeGreaterThanOrEqual(35_000);
      expect(before).toBeLessThan(75_143);
      const resumed = await start(file, 'volvo', killedDir).outcome;
      expect(summaryOf(resumed)).toEqual({ ...(summaryOf(first) as object), newEvents: 75_143 - before });
      expect(await withLog(killedDir, digestOf)).toEqual(whole);
      expect(rejectsOf(killedDir, 'volvo')).toEqual(rejects);
    },
    MINUTE_MS,
  );

  it(
    'agree with the file cut at any instant',
    async () => {
      const rejectedLines = new Set(rejects.map(({ line }) => line));
      const cases = Map.groupBy(
        volvoRows(file).filter(({ line }) => !rejectedLines.has(line)),
        ({ key }) => key,
      );
      const keys = [...cases.keys()];
      const random = seeded(20_130_501);
      await withLog(dataDir, async (store) => {
        for (let i = 0; i < 300; i++) {
          const key = keys[Math.floor(random() * keys.length)] as string;
          const rows = cases.get(key) as readonly VolvoRow[];
          const at = someInstant(rows, random);
          const past = rows.filter((row) => row.at <= at);
          expect({ key, at, ...(await asOfOccurred(store, key, at)) }).toEqual({
            key,
            at,
            sourceRows: past.length,
            kept: past.at(-1)?.kept ?? null,
            meaning: meaningOf(past),
          });
        }
      });
    },
    MINUTE_MS,
  );
});

describeWithData('volvo-incidents-2013.csv.gz', 'the incidents of Volvo IT, promised something', (file) => {
  const dataDir = temporaryDirectory();
  let first: Outcome;

  const importing = () => startRedress([...command, '--data-dir', dataDir, '--policy', 'incident-desk']);
  const command = ['import', file, '--mapping', exampleMapping('volvo')];

  beforeAll(async () => {
    await publishIncidentDesk(dataDir);
    first = await importing().outcome;
  }, MINUTE_MS);

  it(
    'are the same rows, with clocks, and on record after one run',
    async () => {
      expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining('Rejected rows: 26') });
      const summary = { rows: 65_533, taken: 65_507, rejected: 26, cases: 7554 };
      expect(summaryOf(first)).toMatchObject(summary);
      const second = await importing().outcome;
      expect(summaryOf(second)).toEqual({ ...summary, newEvents: 0 });
    },
    MINUTE_MS,
  );

  it(
    'tell every breach where it happened in time, and no promise twice',
    async () => {
      const counts = new Map<string, number>();
      await withLog(dataDir, async (store) => {
        for (const [, stored] of await streamsOf(store)) {
          const events = stored.map((event) => recordedEvent(openEnvelope(event)));
          // Every row of this file happened at its own instant: the stream, breaches and all, is in the order of the world.
          const instants = events.map(({ occurredAt }) => occurredAt);
          expect(instants).toEqual([...instants].sort());
          const due = new Map<string, string>();
          for (const event of events) {
            counts.set(event.type, (counts.get(event.type) ?? 0) + 1);
            if (!isClockEvent(event)) continue;
            const { clock } = event.data;
            if ('dueAt' in event.data) due.set(clock, event.data.dueAt);
            // While it stands still it cannot be broken.
            if (event.type === 'ClockPaused') due.set(clock, 'not at all');
            if (event.type === 'ClockMet') expect(event.occurredAt <= (due.get(clock) ?? '')).toBe(true);
            if (event.type === 'ClockBreached')
              expect(Date.parse(event.occurredAt)).toBe(Date.parse(event.data.dueAt) + 1);
            if (['ClockMet', 'ClockBreached', 'ClockCancelled'].includes(event.type)) {
              expect(ended(events, clock)).toHaveLength(1);
            }
          }
        }
      });
      expect(Object.fromEntries([...counts].filter(([type]) => type.startsWith('Clock')))).toEqual({
        ClockStarted: 15_687,
        ClockPaused: 5_899,
        ClockResumed: 3_957,
        ClockMet: 15_298,
        ClockBreached: 377,
        ClockCancelled: 4,
      });
    },
    MINUTE_MS,
  );

  it(
    'are explained so that the lines of 500 cases add up to what came of their clocks',
    async () => {
      const keys = [...new Set(volvoRows(file).map(({ key }) => key))];
      const random = seeded(20_100_331);
      const found = new Map<string, number>();
      await withLog(dataDir, async (store) => {
        const { reader, promisesOf } = caseModule({ store });
        for (let i = 0; i < 500; i++) {
          const id = importedId('volvo', keys.splice(Math.floor(random() * keys.length), 1)[0] as string);
          const { state, at } = await reader.get(id, auditor);
          const promises = await promisesOf(state);
          for (const { id: clock, status } of clockViews(state, at)) {
            if (status === 'cancelled') continue;
            const explanation = clockExplanation(state, clock, at, promises);
            const { dueAt, sum, promised, outcome } = reckoned(asJson(explanation), swedishOffice());
            expect([id, clock, dueAt, sum]).toEqual([id, clock, explanation.dueAt.at, promised]);
            expect([id, clock, outcome]).toEqual([
              id,
              clock,
              status === 'running' || status === 'paused' ? 'live' : status,
            ]);
            const [part] = explanation.parts;
            found.set(`${status} ${part?.counts}`, (found.get(`${status} ${part?.counts}`) ?? 0) + 1);
          }
        }
      });
      for (const kind of ['met', 'breached'].flatMap((status) => [`${status} working-time`, `${status} business-days`]))
        expect(found.get(kind)).toBeGreaterThan(0);
    },
    MINUTE_MS,
  );

  it(
    'come to the same when they are simulated under the same policy, clock by clock',
    async () => {
      await withLog(dataDir, async (store) => {
        const { simulations, catalog, promisesOf } = caseModule({ store });
        const head = await store.head();
        const listener = { signal: new AbortController().signal, onProgress: () => undefined };
        const question = { policies: [{ name: 'incident-desk', version: 1 }], calendars: { 'sweden-office': 1 } };
        const { cases, recorded, simulated, changed } = await simulations.run(question, auditor, listener);
        expect(cases).toBe(7554);
        expect(simulated).toEqual(recorded);
        expect(recorded.promises).toEqual({ kept: 15_298, keptByLateEntry: 0, broken: 381, running: 4, cancelled: 4 });
        const none = { becameKept: 0, becameBroken: 0, otherwise: 0, notPromised: 0, newlyPromised: 0, first: [] };
        expect(changed).toEqual(none);
        await catalog.refresh();
        const replay = new Replay(store, (state) => promisesOf(state as Case));
        for (const stream of (await streamsOf(store)).keys()) {
          const played = await replay.case(caseIdOf(stream));
          expect(played?.simulated.clocks).toEqual(played?.recorded.clocks);
        }
        expect(await store.head()).toBe(head);
      });
    },
    2 * MINUTE_MS,
  );
});

const auditor: Actor = { id: 'aud', kind: 'person', role: 'auditor' };

function asJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** How often a clock came to an end. */
function ended(events: readonly RecordedEvent[], clock: string): readonly RecordedEvent[] {
  const ends = ['ClockMet', 'ClockBreached', 'ClockCancelled'];
  return events.filter((event) => ends.includes(event.type) && (event as RecordedClockEvent).data.clock === clock);
}

function isClockEvent(event: RecordedEvent): event is RecordedClockEvent {
  return event.type.startsWith('Clock');
}

/** Every stream of cases, its events in order. */
async function streamsOf(store: EventStore): Promise<ReadonlyMap<string, readonly StoredEvent[]>> {
  const streams = new Map<string, StoredEvent[]>();
  for await (const event of everyEvent(store)) {
    if (!event.stream.startsWith('case-')) continue;
    streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
  }
  return streams;
}

/** Between an hour before the first row and an hour after the last one; often that of a row, or a millisecond before. */
function someInstant(rows: readonly VolvoRow[], random: () => number): number {
  const [first = 0, last = 0] = [rows[0]?.at, rows.at(-1)?.at];
  const chosen = rows[Math.floor(random() * rows.length)]?.at ?? first;
  const kind = random();
  if (kind < 0.25) return chosen;
  if (kind < 0.5) return chosen - 1;
  return Math.floor(first - 60 * MINUTE_MS + random() * (last - first + 120 * MINUTE_MS));
}

/** What had happened by an instant: events with `occurredAt` up to it, folded in the order of the stream. */
async function asOfOccurred(store: EventStore, key: string, at: number) {
  const id = importedId('volvo', key);
  const stored = await store.readStream(caseStream(id));
  const events = stored.map((event) => recordedEvent(openEnvelope(event)));
  const state = foldCase(
    id,
    events.filter(({ occurredAt }) => Date.parse(occurredAt) <= at),
  );
  if (state === null || state.source === null) return { sourceRows: 0, kept: null, meaning: null };
  const { kept, sourceRows } = state.source;
  const columns = ['Status', 'Sub Status', 'ST Level', 'Owner Country'];
  const { status, escalationLevel, waitingFor } = state;
  const meaning = { hasEnded: status === 'resolved', level: escalationLevel, waiting: waitingFor.length > 0 };
  return { sourceRows, kept: Object.fromEntries(columns.map((name) => [name, kept[name]])), meaning };
}

/** Waits until so many events are on record, or nobody writes any more. */
async function reached(dataDir: string, events: number, isOver: () => boolean): Promise<void> {
  const file = join(dataDir, 'log.db');
  for (let count = 0; count < events && !isOver();) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    count = existsSync(file) ? countEvents(file) : 0;
  }
}

function countEvents(file: string): number {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return Number(db.prepare('SELECT max(position) AS events FROM events').get()?.['events'] ?? 0);
  } catch {
    // It is being made this very moment.
    return 0;
  } finally {
    db.close();
  }
}
