import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_QUESTION_LIMITS } from '@redress/application';
import { appendFromElsewhere, FaultyStore, TamperedStore } from '@redress/application/testing';
import {
  AppendRefusedError,
  InMemoryEventStore,
  StoreFullError,
  StoreReadOnlyError,
  StoreUnavailableError,
  WrongExpectedRevisionError,
} from '@redress/event-store';
import { type ProblemCode, problemCodes } from '../src';
import {
  acknowledgedCase,
  ana,
  answeredCase,
  bo,
  receipt,
  receivedCase,
  resolvedCase,
  type TestCase,
} from './harness/cases';
import { type KeyName } from './harness/keys';
import { type AnyBody, type Call, NOW, RedressApp, type Reply } from './harness/redress-app';
import { SwitchableStore } from './harness/switchable-store';
import { whileOneWaits } from './harness/while-one-waits';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What each code is provoked by. */
describe('every problem code', () => {
  const store = new SwitchableStore();
  let app: RedressApp;

  beforeAll(async () => (app = await RedressApp.start({ store, readModelWaitMs: 20 })));
  afterAll(() => app.stop());

  const withHeader = (name: string, value: string): Call => ({ headers: { [name]: value } });
  const noted = (here: TestCase, more: object): Promise<Reply<AnyBody>> => here.post('notes', { text: 'x', ...more });
  const appendFailing = async (error: Error): Promise<Reply<AnyBody>> => {
    const here = await receivedCase(app);
    store.appendFailure = error;
    return noted(here, {}).finally(() => (store.appendFailure = null));
  };
  const merged = async (): Promise<{ readonly source: TestCase; readonly target: TestCase }> => {
    const [source, target] = [await receivedCase(app), await receivedCase(app)];
    await source.postAtRevision('merge', { into: target.id });
    return { source, target };
  };

  /** What a key is told that asks for a simulation while some of these keys run. */
  const whileSimulating = async (running: readonly KeyName[], key: KeyName): Promise<Reply<AnyBody>> => {
    const standing = new SwitchableStore();
    const app = await RedressApp.start({ store: standing });
    await receivedCase(app);
    const { promise, resolve: goOn } = Promise.withResolvers<void>();
    const readStream = standing.readStream.bind(standing);
    standing.readStream = (...args) => promise.then(() => readStream(...args));
    const simulations = running.map((each) => app.post('/v1/sla/simulations', {}, { key: each }));
    for (let i = 0; i < 100 && app.cases.simulations.running < running.length; i++)
      await new Promise((next) => setTimeout(next, 5));
    const reply = await app.post('/v1/sla/simulations', {}, { key });
    expect(reply.headers['retry-after']).toBe('5');
    goOn();
    for (const simulation of simulations) expect((await simulation).status).toBe(200);
    expect((await app.post('/v1/sla/simulations', {}, { key })).status).toBe(200);
    await app.stop();
    return reply;
  };

  const ways: Readonly<Record<ProblemCode, () => Promise<Reply<AnyBody>>>> = {
    'not-json': () => app.send('POST', '/v1/cases', { raw: '{', headers: { 'Content-Type': 'application/json' } }),
    'repeated-member': () =>
      app.send('POST', '/v1/cases', {
        raw: '{"text":"a","text":"b"}',
        headers: { 'Content-Type': 'application/json' },
      }),
    unauthorized: () => app.get('/v1/cases', withHeader('Authorization', 'Bearer nobody')),
    forbidden: () => app.post('/v1/cases', receipt, { key: 'auditor' }),
    'actor-not-allowed': () => app.get('/v1/cases', withHeader('Redress-Actor', 'bo')),
    'not-found': () => app.get(`/v1/cases/${randomUUID()}`),
    'method-not-allowed': () => app.send('PUT', '/v1/cases', {}),
    'not-acceptable': () => app.get('/v1/cases', withHeader('Accept', 'text/csv')),
    'not-yet-recorded': async () => (await receivedCase(app)).read('?asOf=2026-03-01T09:00:00Z'),
    'no-such-route': () => app.get('/v1/nothing'),
    'revision-mismatch': async () =>
      (await receivedCase(app)).post('notes', { text: 'x' }, withHeader('If-Match', '"7"')),
    'body-too-large': () => appendFailing(new AppendRefusedError('An append of 2 MiB is over the limit')),
    'unsupported-media-type': () =>
      app.send('POST', '/v1/cases', { raw: '{}', headers: { 'Content-Type': 'text/plain' } }),
    'invalid-request': () => app.post('/v1/cases', {}),
    'invalid-header': () => app.post('/v1/cases', receipt, withHeader('Idempotency-Key', '')),
    'idempotency-key-reused': async () => {
      await app.post('/v1/cases', receipt, withHeader('Idempotency-Key', 'reused'));
      return app.post('/v1/cases', { ...receipt, text: 'Another one.' }, withHeader('Idempotency-Key', 'reused'));
    },
    'if-match-required': async () => (await receivedCase(app)).post('rejection', { ground: 'spam' }),
    'rate-limited': async () => {
      const narrow = await RedressApp.start({ rateLimit: { perSecond: 0.5, burst: 2 } });
      const replies = [await narrow.get('/v1/cases'), await narrow.get('/v1/cases'), await narrow.get('/v1/cases')];
      expect(replies.map(({ status }) => status)).toEqual([200, 200, 429]);
      expect(replies[2]?.headers['retry-after']).toBe('2');
      expect((await narrow.get('/v1/cases', { key: 'ana' })).status).toBe(200);
      narrow.clock.advance(2_000);
      expect((await narrow.get('/v1/cases')).status).toBe(200);
      await narrow.stop();
      return replies[2] as Reply<AnyBody>;
    },
    'too-many-at-once': async () => {
      const reply = await whileOneWaits({ all: 2, perKey: 1 }, (narrow) => narrow.get('/v1/lifecycle'));
      expect(reply.headers['retry-after']).toBe('1');
      return reply;
    },
    busy: async () => {
      const reply = await whileOneWaits({ all: 1, perKey: 1 }, (narrow) => narrow.get('/v1/lifecycle', { key: 'ana' }));
      expect(reply.headers['retry-after']).toBe('1');
      return reply;
    },
    'internal-error': async () => appendFailing(new TypeError('nobody foresaw this')),
    'outcome-unknown': async () => {
      const faulty = new FaultyStore(new InMemoryEventStore());
      const unsure = await RedressApp.start({ store: faulty });
      const here = await receivedCase(unsure);
      // The clock goes on while the line is bad, until the caller's patience is over.
      faulty.append = () => {
        unsure.clock.advance(11_000);
        faulty.faults.push('lost-request');
        return FaultyStore.prototype.append.call(faulty, `case-${here.id}`, 0, []);
      };
      const reply = await noted(here, {});
      await unsure.stop();
      return reply;
    },
    'too-much-contention': async () => {
      const here = await receivedCase(app);
      const append = store.append.bind(store);
      store.append = (stream) => {
        app.clock.advance(11_000);
        return Promise.reject(new WrongExpectedRevisionError(stream, 0, 1));
      };
      return noted(here, {}).finally(() => (store.append = append));
    },
    'read-model-behind': () => app.get('/v1/cases', withHeader('Redress-Min-Position', '9000000000000000')),
    'too-many-simulations': () => whileSimulating(['agent', 'ana'], 'bo'),
    'simulation-under-way': () => whileSimulating(['agent'], 'agent'),
    'question-timeout': async () => {
      const directory = mkdtempSync(join(tmpdir(), 'redress-every-code-'));
      const questions = { ...DEFAULT_QUESTION_LIMITS, deadlineMs: 1 };
      // Longer than that it takes to begin the thread that answers.
      const hasty = await RedressApp.start({ readModels: { file: join(directory, 'read-models.db'), questions } });
      const reply = await hasty.get('/v1/workload');
      expect(reply.headers['retry-after']).toBe('5');
      await hasty.stop();
      rmSync(directory, { recursive: true });
      return reply;
    },
    'record-damaged': async () => {
      const changed = new TamperedStore();
      const damaged = await RedressApp.start({ store: changed, cachedCases: 0 });
      const here = await receivedCase(damaged);
      changed.tamper(`case-${here.id}`, 0, ({ data }) => ({ data: data.replace('lift', 'loft') }));
      const reply = await here.read();
      await damaged.stop();
      return reply;
    },
    'event-not-readable': async () => {
      const here = await receivedCase(app);
      await appendFromElsewhere(store, here.id, 'CaseDreamt');
      return here.read();
    },
    'store-full': () => appendFailing(new StoreFullError('No space is left for log.db')),
    'store-read-only': () => appendFailing(new StoreReadOnlyError('log.db cannot be written')),
    'store-unavailable': () => appendFailing(new StoreUnavailableError('The disk is full')),

    'already-acknowledged': async () => (await acknowledgedCase(app)).post('acknowledgement', { handler: bo }),
    'handler-required': async () => (await receivedCase(app)).post('responses', { kind: 'interim', text: 'x' }),
    'not-answered': async () => (await acknowledgedCase(app)).postAtRevision('resolution', {}),
    'not-followed-up': async () => (await answeredCase(app)).postAtRevision('resolution', {}),
    'handler-not-followed-up': async () => {
      const here = await acknowledgedCase(app);
      await here.post('escalations', { level: 2, reason: 'x', addressee: 'y' });
      await here.post('responses', { kind: 'final', outcome: 'not-upheld', text: 'x' });
      await here.post('follow-ups', { with: 'complainant', outcome: 'satisfied' });
      return here.postAtRevision('resolution', {});
    },
    'complainant-dissatisfied': async () => {
      const here = await answeredCase(app);
      await here.post('follow-ups', { with: 'complainant', outcome: 'dissatisfied' });
      return here.postAtRevision('resolution', {});
    },
    'unanswered-message': async () => {
      const here = await answeredCase(app);
      await here.post('follow-ups', { with: 'complainant', outcome: 'satisfied' });
      await here.post('messages', { direction: 'inbound', text: 'One more thing.' });
      return here.postAtRevision('resolution', {});
    },
    'escalation-not-higher': async () =>
      (await receivedCase(app)).post('escalations', { level: 1, reason: 'x', addressee: 'y' }),
    'deescalation-not-lower': async () => (await receivedCase(app)).post('de-escalations', { level: 1, reason: 'x' }),
    'no-warning-on-record': async () =>
      (await receivedCase(app)).postAtRevision('rejection', { ground: 'abuse', text: 'x' }),
    'reason-required': async () =>
      (await receivedCase(app)).post('responses', { kind: 'holding', text: 'x', handler: ana }),
    'waiver-needs-supervisor': async () =>
      (await receivedCase(app)).postAtRevision('resolution', { waiver: { reason: 'x' } }),
    'case-ended': async () => (await resolvedCase(app)).post('assignments', { handler: bo }),
    'case-merged': async () => (await merged()).source.post('reopening', { reason: 'x' }),
    'reopen-window-over': async () => {
      const here = await resolvedCase(app);
      app.clock.advance(31 * DAY_MS);
      return here.post('reopening', { reason: 'x' });
    },
    'merge-into-itself': async () => {
      const here = await receivedCase(app);
      return here.postAtRevision('merge', { into: here.id });
    },
    'merge-cycle': async () => {
      const { source, target } = await merged();
      return target.postAtRevision('merge', { into: source.id });
    },
    'merge-target-ended': async () => {
      const ended = await resolvedCase(app);
      return (await receivedCase(app)).postAtRevision('merge', { into: ended.id });
    },
    'merge-other-complainant': async () => {
      const another = await receivedCase(app, { complainant: { name: 'Cleo Martin' } });
      return (await receivedCase(app)).postAtRevision('merge', { into: another.id });
    },
    'no-such-request': async () =>
      (await receivedCase(app)).post('information', { requestId: randomUUID(), text: 'x' }),
    'occurred-in-future': async () => noted(await receivedCase(app), { occurredAt: '2126-03-02T09:00:00Z' }),
    'occurred-before-receipt': async () =>
      noted(await receivedCase(app), { occurredAt: '2020-03-02T09:00:00Z', lateReason: 'x' }),
    'late-entry-needs-reason': async () => {
      const here = await receivedCase(app);
      const occurredAt = new Date(app.clock.now()).toISOString();
      app.clock.advance(16 * 60 * 1000);
      return noted(here, { occurredAt });
    },
    'late-entry-needs-supervisor': async () => {
      const here = await receivedCase(app);
      const occurredAt = new Date(app.clock.now()).toISOString();
      app.clock.advance(2 * DAY_MS);
      return noted(here, { occurredAt, lateReason: 'x' });
    },
    'case-full': async () => {
      const narrow = await RedressApp.start({ mostEventsPerCase: 100 });
      const here = await receivedCase(narrow);
      const replies = [];
      for (let n = 0; n < 100; n++) replies.push(await noted(here, {}));
      expect(replies.map(({ status }) => status)).toEqual([...Array.from({ length: 99 }, () => 200), 409]);
      expect(replies.at(-1)?.body.possibleCommands).not.toContain('AddNote');
      await narrow.stop();
      return replies.at(-1) as Reply<AnyBody>;
    },
    'calendar-in-use': () => app.post('/v1/calendars/office-hours/retirement', {}, { key: 'admin' }),
    'last-policy': async () => {
      const promising = await RedressApp.start({}, 'default');
      const reply = await promising.post('/v1/policies/default/retirement', {}, { key: 'admin' });
      await promising.stop();
      return reply;
    },
    'command-not-possible': async () =>
      (await receivedCase(app)).post('follow-ups', { with: 'complainant', outcome: 'satisfied' }),
  };

  it.each(Object.keys(problemCodes) as ProblemCode[])('%s', async (code) => {
    app.clock.set(NOW);
    const { status, body } = await ways[code]();
    expect(body).toMatchObject({ code, status: problemCodes[code].status, title: problemCodes[code].sentence });
    expect(status).toBe(problemCodes[code].status);
  });

  it('an append that fails is not lost: the same command succeeds when the store is back', async () => {
    const here = await receivedCase(app);
    store.appendFailure = new StoreUnavailableError('The disk is full');
    expect((await noted(here, {})).status).toBe(503);
    store.appendFailure = null;
    expect((await noted(here, {})).headers['etag']).toBe('"1"');
  });
});
