import { randomUUID } from 'node:crypto';
import { type OpenAPIObject } from '@nestjs/swagger';
import { defaultCalendar, defaultPolicy } from '@redress/domain';
import { calendarKind, policyKind } from '../../src/catalog/catalog-kind';
import { controllers } from '../../src/redress.controllers';
import { type RouteSpec } from '../../src/http/route';
import { routesOf } from '../../src/openapi/routes-of';
import { EXAMPLE_OTHER_CASE_ID } from '../../src/openapi/example-ids';
import { exampleStories, type ExampleCase } from '../../src/openapi/example-cases';
import { exampleGround } from './example-requests';
import { type AnyBody, type Call, PROMISING_CHANNEL, type RedressApp, type Reply } from './redress-app';

/** One route of the document, with what it says of itself. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** As the document writes it. */
  readonly template: string;
  readonly spec: RouteSpec;
  readonly statuses: readonly number[];
  /** The case that its examples are given on; null: it concerns no case. */
  readonly before: ExampleCase | null;
}

interface PathItem {
  readonly [method: string]: { readonly operationId: string; readonly responses: Readonly<Record<string, object>> };
}

/** Which cases the examples need, where a received one does not do. */
const BEFORE: Readonly<Record<string, ExampleCase>> = {
  assignHandler: 'acknowledged',
  deescalateComplaint: 'escalated',
  receiveInformation: 'waiting',
  issueResponse: 'acknowledged',
  followUp: 'answered',
  addMessage: 'acknowledged',
  resolveComplaint: 'followedUp',
  reopenComplaint: 'resolved',
  unlinkCases: 'linked',
  unrestrictAccess: 'restricted',
};

export function operationsOf(document: OpenAPIObject): readonly Operation[] {
  const specs = new Map(routesOf(controllers).map((spec) => [spec.operationId, spec]));
  return Object.entries(document.paths as unknown as Record<string, PathItem>).flatMap(([template, item]) =>
    Object.entries(item).map(([method, { operationId, responses }]) => ({
      id: operationId,
      method: method.toUpperCase(),
      template,
      spec: specs.get(operationId) as RouteSpec,
      statuses: Object.keys(responses).map(Number),
      before: template.includes('{caseId}') ? (BEFORE[operationId] ?? 'received') : null,
    })),
  );
}

/** A request that the route answers as documented when all is well, ready to be spoilt. */
export interface ValidRequest {
  readonly path: string;
  readonly call: Call;
}

export async function validRequest(app: RedressApp, operation: Operation, example?: unknown): Promise<ValidRequest> {
  const { id, template, before, spec } = operation;
  const ground = await exampleGround(
    app,
    before ?? 'received',
    id === 'explainClock' ? { channel: PROMISING_CHANNEL } : {},
  );
  const path = template
    .replace('{caseId}', ground.case.id)
    .replace('{to}', ground.translate(EXAMPLE_OTHER_CASE_ID))
    .replace('{clock}', 'final-response-1')
    .replace('{name}', await nameFor(app, template))
    .replace('{version}', '1');
  const body = example ?? Object.values(spec.body?.examples ?? {})[0]?.value;
  const revision = exampleStories[before ?? 'received'].length - 1;
  const headers = ifMatchFor(spec, revision);
  return { path, call: { headers, ...(body === undefined ? {} : { body: ground.translate(body) }) } };
}

let serial = 0;

/** The name of something that is there: a read model, or a policy or calendar published for this request. */
async function nameFor(app: RedressApp, template: string): Promise<string> {
  const kind = [policyKind, calendarKind].find(({ plural }) => template.startsWith(`/v1/${plural}/`));
  if (kind === undefined) return 'case-list';
  serial += 1;
  const name = `example-${serial}`;
  const content = kind.name === 'policy' ? { ...defaultPolicy, name } : defaultCalendar();
  const actor = { id: 'ada', kind: 'person', role: 'admin' } as const;
  await app.cases.publishing.handle({ command: kind.publish(name, content), actor, commandId: randomUUID() });
  return name;
}

function ifMatchFor({ ifMatch }: RouteSpec, revision: number): Readonly<Record<string, string>> {
  if (ifMatch === 'required') return { 'If-Match': `"${revision}"` };
  return ifMatch === 'create-or-replace' ? { 'If-Match': '"0"' } : {};
}

/** Sends the valid request, with something else about it. */
export async function sendValid(
  app: RedressApp,
  operation: Operation,
  { path: suffix = '', headers, ...call }: Call & { readonly path?: string } = {},
  example?: unknown,
): Promise<Reply<AnyBody>> {
  const valid = await validRequest(app, operation, example);
  const { body, ...rest } = valid.call;
  return app.send(operation.method, valid.path + suffix, {
    ...rest,
    ...(call.raw !== undefined || body === undefined ? {} : { body }),
    ...call,
    headers: { ...valid.call.headers, ...headers },
  });
}
