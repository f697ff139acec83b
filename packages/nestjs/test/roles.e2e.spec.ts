import { KEY_ROLES, type KeyRole } from '@redress/domain';
import { routesOf } from '../src/openapi/routes-of';
import { controllers } from '../src/redress.controllers';
import { type Operation, operationsOf, sendValid } from './harness/operations';
import { RedressApp } from './harness/redress-app';

/** Written out here once more, so that a change of the tables is seen. */
const EVERYBODY = KEY_ROLES;
const WHO_WRITES: readonly KeyRole[] = ['agent', 'supervisor', 'admin', 'integration', 'integration+supervisor'];
const WHO_SUPERVISES: readonly KeyRole[] = ['supervisor', 'admin', 'integration+supervisor'];

const MAY: Readonly<Record<string, readonly KeyRole[]>> = {
  receiveComplaint: WHO_WRITES,
  acknowledgeComplaint: WHO_WRITES,
  assignHandler: WHO_WRITES,
  escalateComplaint: WHO_WRITES,
  deescalateComplaint: WHO_WRITES,
  addMessage: WHO_WRITES,
  requestInformation: WHO_WRITES,
  receiveInformation: WHO_WRITES,
  issueResponse: WHO_WRITES,
  followUp: WHO_WRITES,
  resolveComplaint: WHO_WRITES,
  reopenComplaint: WHO_WRITES,
  withdrawComplaint: WHO_WRITES,
  rejectComplaint: WHO_WRITES,
  referComplaint: WHO_WRITES,
  mergeComplaint: WHO_WRITES,
  linkCases: WHO_WRITES,
  unlinkCases: WHO_WRITES,
  classifyComplaint: WHO_WRITES,
  correctComplainant: WHO_WRITES,
  addNote: WHO_WRITES,
  warnComplainant: WHO_WRITES,
  redactContent: WHO_SUPERVISES,
  restrictAccess: WHO_SUPERVISES,
  unrestrictAccess: WHO_SUPERVISES,
  getCase: EVERYBODY,
  listCases: EVERYBODY,
  getCaseEvents: EVERYBODY,
  getPossibleCommands: EVERYBODY,
  getClocks: EVERYBODY,
  explainClock: EVERYBODY,
  listUnanswered: EVERYBODY,
  getWorkload: EVERYBODY,
  listBreaches: EVERYBODY,
  listAtRisk: EVERYBODY,
  getSlaReport: EVERYBODY,
  getEvents: EVERYBODY,
  getLifecycle: EVERYBODY,
  listPolicies: EVERYBODY,
  getPolicy: EVERYBODY,
  listPolicyVersions: EVERYBODY,
  getPolicyVersion: EVERYBODY,
  listCalendars: EVERYBODY,
  getCalendar: EVERYBODY,
  listCalendarVersions: EVERYBODY,
  getCalendarVersion: EVERYBODY,
  publishPolicy: ['admin'],
  retirePolicy: ['admin'],
  publishCalendar: ['admin'],
  retireCalendar: ['admin'],
  simulate: EVERYBODY,
  listReadModels: EVERYBODY,
  rebuildReadModel: ['admin'],
  confirmClock: ['admin'],
};

describe('every route in every role', () => {
  let app: RedressApp;
  let operations: ReadonlyMap<string, Operation>;

  beforeAll(async () => {
    app = await RedressApp.start();
    operations = new Map(operationsOf(app.document).map((operation) => [operation.id, operation]));
  });
  afterAll(() => app.stop());

  it('the table names every route', () => {
    expect([...operations.keys()].sort()).toEqual(Object.keys(MAY).sort());
  });

  const pairs = routesOf(controllers).flatMap(({ operationId }) =>
    KEY_ROLES.map((role) => [role, operationId] as const),
  );

  it.each(pairs)('%s: %s', async (role, id) => {
    const operation = operations.get(id) as Operation;
    const reply = await sendValid(app, operation, { key: role });
    const isAllowed = MAY[id]?.includes(role) ?? false;
    expect(reply.status).toBe(isAllowed ? operation.spec.answer.status : 403);
    expect(reply.body.code).toBe(isAllowed ? undefined : 'forbidden');
  });

  it.each(KEY_ROLES)('the document says the same of %s', (role) => {
    for (const { id, method, template } of operations.values()) {
      const item = app.document.paths[template] as unknown as Record<string, { 'x-redress-roles': readonly string[] }>;
      expect([id, item[method.toLowerCase()]?.['x-redress-roles'].includes(role)]).toEqual([
        id,
        MAY[id]?.includes(role),
      ]);
    }
  });
});
