import { type RouteSpec } from '../src/http/route';
import { routesOf } from '../src/openapi/routes-of';
import { controllers } from '../src/redress.controllers';
import { operationsOf, sendValid, type Operation } from './harness/operations';
import { RedressApp } from './harness/redress-app';

const examples = (spec: RouteSpec): readonly (readonly [string, unknown])[] =>
  spec.body === undefined
    ? [['no body', undefined]]
    : Object.entries(spec.body.examples).map(([name, { value }]) => [name, value]);

/** Commands that only a supervisor may give, and what only an admin may do. */
const KEYS = {
  redactContent: 'supervisor',
  restrictAccess: 'supervisor',
  unrestrictAccess: 'supervisor',
  rebuildReadModel: 'admin',
  confirmClock: 'admin',
  publishPolicy: 'admin',
  retirePolicy: 'admin',
  publishCalendar: 'admin',
  retireCalendar: 'admin',
} as const;

describe('the examples of the document', () => {
  let app: RedressApp;
  let operations: ReadonlyMap<string, Operation>;

  beforeAll(async () => {
    app = await RedressApp.start();
    operations = new Map(operationsOf(app.document).map((operation) => [operation.id, operation]));
  });
  afterAll(() => app.stop());

  describe.each(routesOf(controllers).map((spec) => [spec.operationId, spec] as const))('%s', (id, spec) => {
    it.each(examples(spec))('%s is answered as documented', async (_name, example) => {
      const operation = operations.get(id) as Operation;
      const key =
        KEYS[id as keyof typeof KEYS] ?? (JSON.stringify(example ?? '').includes('waiver') ? 'supervisor' : 'agent');
      const reply = await sendValid(app, operation, { key }, example);
      expect(reply.body).not.toHaveProperty('code');
      expect(reply.status).toBe(spec.answer.status);
    });
  });
});
