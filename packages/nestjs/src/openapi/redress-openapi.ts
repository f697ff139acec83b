import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { controllers } from '../redress.controllers';
import { RedressModule } from '../redress.module';
import { type JsonSchema } from '../validation/json-schema';
import { schemasOf } from '../validation/schema-of';
import { answerHeaders, requestHeaders } from './headers';
import { hoistResponses, type Hoisted } from './hoist-responses';
import { operationOf } from './operation';
import { problemExamples } from './problem-responses';
import { routesOf } from './routes-of';
import { caseSchemas } from './schemas/case';
import { catalogSchemas } from './schemas/catalog';
import { clockSchemas } from './schemas/clock';
import { eventSchemas } from './schemas/event';
import { lifecycleSchemas } from './schemas/lifecycle';
import { pageSchemas } from './schemas/page';
import { problemSchemas } from './schemas/problem';
import { simulationSchemas } from './schemas/simulation';
import { slaSchemas } from './schemas/sla';
import { words } from './schemas/words';
import { API_VERSION, DESCRIPTION, TAGS } from './text';

/**
 * The OpenAPI 3.1 document of Redress's routes as the application serves them, its global prefix included. Of the host's
 * own routes it says nothing.
 */
export function redressOpenApi(app: INestApplication): OpenAPIObject {
  const skeleton = SwaggerModule.createDocument(app, configuration(), {
    include: [RedressModule],
    autoTagControllers: false,
  });
  const { paths, responses } = hoistResponses(withOperations(skeleton.paths as Hoisted['paths']));
  const components = {
    ...skeleton.components,
    schemas: schemas(),
    responses,
    parameters: requestHeaders,
    headers: answerHeaders,
    examples: problemExamples(routesOf(controllers)),
  };
  return { ...skeleton, paths, components } as unknown as OpenAPIObject;
}

function configuration(): Omit<OpenAPIObject, 'paths'> {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Redress')
    .setDescription(DESCRIPTION)
    .setVersion(API_VERSION)
    .addServer('/', 'The service that gave you this document.')
    // Not addBearerAuth, which takes every bearer for a JWT.
    .addSecurity('apiKey', {
      type: 'http',
      scheme: 'bearer',
      description: 'The secret of an API key; it has a role.',
    });
  for (const { name, description } of TAGS) builder.addTag(name, description);
  const { info, ...rest } = builder.build();
  const { contact: _nobody, ...about } = info;
  // OpenAPI 3.1 names a licence by its SPDX identifier, which the types of the builder do not know yet.
  return { ...rest, info: { ...about, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } as LicenseObject } };
}

type LicenseObject = NonNullable<OpenAPIObject['info']['license']>;

/** Nest knows which routes there are; what they say of themselves stands beside them. */
function withOperations(paths: Hoisted['paths']): Hoisted['paths'] {
  const routes = new Map(routesOf(controllers).map((route) => [route.operationId, route]));
  const operation = (skeleton: object): object => {
    const { operationId } = skeleton as { operationId: string };
    const route = routes.get(operationId);
    if (route === undefined) throw new Error(`No route calls itself ${operationId}`);
    return operationOf(route);
  };
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [
      path,
      Object.fromEntries(Object.entries(item).map(([method, skeleton]) => [method, operation(skeleton)])),
    ]),
  );
}

function schemas(): Readonly<Record<string, JsonSchema>> {
  const bodies = routesOf(controllers).flatMap(({ body }) => (body?.type === undefined ? [] : [schemasOf(body.type)]));
  const answers = [
    caseSchemas,
    catalogSchemas,
    clockSchemas,
    pageSchemas,
    slaSchemas,
    eventSchemas,
    lifecycleSchemas,
    problemSchemas,
    simulationSchemas,
    words,
  ];
  return Object.assign({}, ...answers, ...bodies) as Record<string, JsonSchema>;
}
