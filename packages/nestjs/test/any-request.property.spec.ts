import fc from 'fast-check';
import { routesOf } from '../src/openapi/routes-of';
import { controllers } from '../src/redress.controllers';
import { anyRequest } from './harness/any-request';
import { operationsOf, validRequest } from './harness/operations';
import { RedressApp } from './harness/redress-app';

/** So many requests to each operation; some thousands find what twenty do not. */
const RUNS = Number(process.env['REDRESS_TEST_RUNS'] ?? 20);

describe('any request', () => {
  let app: RedressApp;
  const statuses = new Map<number, number>();

  beforeAll(async () => (app = await RedressApp.start()));
  afterAll(() => app.stop());

  // The application holds every answer against the document: status, headers, media type, schema.
  it.each(routesOf(controllers).map(({ operationId }) => operationId))(
    'to %s is answered as documented',
    async (id) => {
      const operation = operationsOf(app.document).find((each) => each.id === id)!;
      const valid = await validRequest(app, operation);
      await fc.assert(
        fc.asyncProperty(anyRequest(operation, valid), async ({ path, ...call }) => {
          const { status, text } = await app.send(operation.method, path, call);
          expect([status, text]).not.toEqual([500, expect.anything()]);
          expect(text.isWellFormed()).toBe(true);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        }),
        { numRuns: RUNS },
      );
    },
  );

  it('was accepted often enough, and refused in every way', () => {
    const of = (status: number): number => statuses.get(status) ?? 0;
    const all = [...statuses.values()].reduce((sum, each) => sum + each, 0);
    expect((of(200) + of(201) + of(202)) / all).toBeGreaterThan(0.1);
    for (const status of [400, 403, 404, 406, 409, 415, 422]) expect([status, of(status)]).not.toEqual([status, 0]);
  });
});
