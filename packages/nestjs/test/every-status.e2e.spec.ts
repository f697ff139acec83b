import { randomUUID } from 'node:crypto';
import { defaultPolicy } from '@redress/domain';
import { StoreUnavailableError } from '@redress/event-store';
import { ManualClock } from '@redress/application/testing';
import { type RouteSpec } from '../src/http/route';
import { problemsOf } from '../src/openapi/problem-responses';
import { routesOf } from '../src/openapi/routes-of';
import { problemCodes } from '../src/http/problem-codes';
import { controllers } from '../src/redress.controllers';
import { type Operation, operationsOf, sendValid, validRequest } from './harness/operations';
import { type AnyBody, type Call, NOW, RedressApp, type Reply } from './harness/redress-app';
import { SwitchableStore } from './harness/switchable-store';
import { whileOneWaits } from './harness/while-one-waits';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const TOMORROW = new Date(Date.parse(NOW) + 24 * 60 * 60 * 1000).toISOString();

/** A clock that can be broken. */
class BreakableClock extends ManualClock {
  isBroken = false;

  override now(): number {
    if (this.isBroken) throw new TypeError('a clock without hands');
    return super.now();
  }
}

describe('every status of every route', () => {
  const store = new SwitchableStore();
  const clock = new BreakableClock(NOW);
  let app: RedressApp;
  let narrow: RedressApp;
  let promising: RedressApp;
  let operations: ReadonlyMap<string, Operation>;

  beforeAll(async () => {
    const rateLimit = { perSecond: 1, burst: 100_000 };
    app = await RedressApp.start({ store, clock, rateLimit });
    narrow = await RedressApp.start({ rateLimit: { perSecond: 1, burst: 1 } });
    promising = await RedressApp.start({}, 'default');
    operations = new Map(operationsOf(app.document).map((operation) => [operation.id, operation]));
  });
  afterAll(() => Promise.all([app.stop(), narrow.stop(), promising.stop()]));

  const exampleBody = ({ spec }: Operation): object | undefined =>
    Object.values(spec.body?.examples ?? {})[0]?.value as object | undefined;

  /** The route, on ids of which there are none. */
  const nowhere = ({ template }: Operation): string =>
    template
      .replace('{caseId}', randomUUID())
      .replace('{to}', randomUUID())
      .replace('{clock}', 'update-9')
      .replace('{name}', 'no-such-name')
      .replace('{version}', '1');

  const spoilt = (call: Call & { readonly path?: string }) => (operation: Operation) =>
    sendValid(app, operation, { key: 'admin', ...call });

  /** Rules about policies and calendars; the others are about cases. */
  const conflicts: Readonly<Record<string, () => Promise<Reply<AnyBody>>>> = {
    retireCalendar: () => app.post('/v1/calendars/office-hours/retirement', {}, { key: 'admin' }),
    retirePolicy: () => promising.post('/v1/policies/default/retirement', {}, { key: 'admin' }),
    publishPolicy: () =>
      promising.send('PUT', '/v1/policies/default', {
        key: 'admin',
        headers: { 'If-Match': '"0"' },
        body: { ...defaultPolicy, when: { channel: 'email' } },
      }),
  };

  /** How each status is reached, by whatever route documents it. */
  const ways: Readonly<Record<number, (operation: Operation) => Promise<Reply<AnyBody>>>> = {
    400: spoilt({ raw: '{"text": ', headers: JSON_TYPE }),
    401: spoilt({ headers: { Authorization: 'Bearer nobody' } }),
    403: (operation) =>
      problemsOf(operation.spec).includes('forbidden')
        ? sendValid(app, operation, { key: 'auditor' })
        : sendValid(app, operation, { headers: { 'Redress-Actor': 'bo' } }),
    404: (operation) => {
      const body = exampleBody(operation);
      const headers = operation.spec.ifMatch === 'required' ? { 'If-Match': '"0"' } : {};
      return app.send(operation.method, nowhere(operation), {
        key: 'admin',
        headers,
        ...(body === undefined ? {} : { body }),
      });
    },
    406: spoilt({ headers: { Accept: 'text/html, image/*' } }),
    409: (operation) =>
      conflicts[operation.id]?.() ??
      sendValid(app, operation, { key: 'admin' }, { ...exampleBody(operation), occurredAt: TOMORROW }),
    412: spoilt({ headers: { 'If-Match': '"999"' } }),
    413: spoilt({ raw: JSON.stringify({ text: 'x'.repeat(600 * 1024) }), headers: JSON_TYPE }),
    415: spoilt({ raw: '{}', headers: { 'Content-Type': 'text/plain' } }),
    422: spoilt({ path: '?nonsense=1' }),
    428: async (operation) => {
      const { path, call } = await validRequest(app, operation);
      return app.send(operation.method, path, { key: 'admin', body: call.body });
    },
    429: async (operation) => {
      await narrow.send(operation.method, nowhere(operation), { key: 'admin' });
      return narrow.send(operation.method, nowhere(operation), { key: 'admin' });
    },
    500: async (operation) => {
      const { path, call } = await validRequest(app, operation);
      clock.isBroken = true;
      return app.send(operation.method, path, { key: 'admin', ...call }).finally(() => (clock.isBroken = false));
    },
    503: async (operation) => {
      if (operation.spec.withoutStore === true) {
        const { path, call } = await validRequest(app, operation);
        return whileOneWaits({ all: 1, perKey: 1 }, (full) =>
          full.send(operation.method, path, { key: 'admin', ...call }),
        );
      }
      const { path, call } = await validRequest(app, operation);
      // Only as of an instant does a list ask the log.
      const asOf = operation.spec.minPosition === true ? `?asOf=${NOW}` : '';
      store.failure = new StoreUnavailableError('The disk is full');
      return app.send(operation.method, path + asOf, { key: 'admin', ...call }).finally(() => (store.failure = null));
    },
  };

  const statusesOf = (spec: RouteSpec): readonly number[] =>
    [...new Set(problemsOf(spec).map((code) => problemCodes[code].status))].sort();

  const pairs = routesOf(controllers).flatMap((spec) =>
    statusesOf(spec).map((status) => [spec.operationId, status] as const),
  );

  it.each(pairs)('%s answers %d', async (id, status) => {
    const reply = await ways[status]?.(operations.get(id) as Operation);
    expect(reply?.status).toBe(status);
    expect(reply?.body.status).toBe(status);
  });
});
