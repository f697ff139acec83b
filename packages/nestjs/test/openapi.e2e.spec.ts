import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RedressApp } from './harness/redress-app';

const COMMITTED = join(__dirname, '../../../docs/openapi/openapi.json');

describe('the OpenAPI document', () => {
  let app: RedressApp;
  beforeAll(async () => (app = await RedressApp.start()));
  afterAll(() => app.stop());

  it('is the one that is committed; `npm run docs` writes it', () => {
    expect(readFileSync(COMMITTED, 'utf8')).toBe(`${JSON.stringify(app.document, null, 2)}\n`);
  });

  it('gives no default to a member of a body: generators then take it as always there', () => {
    const { schemas = {} } = app.document.components ?? {};
    const withDefault = Object.entries(schemas).flatMap(([name, schema]) =>
      Object.entries('properties' in schema ? (schema.properties ?? {}) : {})
        .filter(([, property]) => 'default' in property)
        .map(([property]) => `${name}.${property}`),
    );
    expect(withDefault).toEqual([]);
  });

  it('gives a type wherever a value or a list of values stands: generators make nothing of them without', () => {
    const untyped: string[] = [];
    const visit = (value: unknown, at: string): void => {
      if (typeof value !== 'object' || value === null) return;
      if (!Array.isArray(value) && ('const' in value || 'enum' in value) && !('type' in value)) untyped.push(at);
      for (const [name, member] of Object.entries(value)) {
        // Examples are no schemas.
        if (!['example', 'examples'].includes(name)) visit(member, `${at}/${name}`);
      }
    };
    const { examples: _examples, ...components } = app.document.components ?? {};
    visit({ paths: app.document.paths, components }, '');
    expect(untyped).toEqual([]);
  });

  it('gives no example to an optional parameter: Swagger UI would send it', () => {
    const parameters = [
      ...Object.values(app.document.paths).flatMap((item) => Object.values(item as object) as object[]),
      { parameters: Object.values(app.document.components?.parameters ?? {}) },
    ].flatMap((each) => (each as { parameters: { name: string; required?: boolean; example?: unknown }[] }).parameters);
    const sent = parameters.filter(({ required, example }) => required !== true && example !== undefined);
    // With it, what the example publishes is published.
    expect(sent.map(({ name }) => name)).toEqual(['If-None-Match']);
  });

  it('says of keys that they are keys, no tokens of some format', () => {
    expect(app.document.components?.securitySchemes?.['apiKey']).toEqual({
      type: 'http',
      scheme: 'bearer',
      description: expect.any(String),
    });
  });

  it.each(['/v1/cases', '/v1/cases/{caseId}', '/v1/unanswered', '/v1/workload'])(
    'says on %s that a fresh asOf is waited for',
    (path) => {
      const parameters = app.document.paths[path]?.get?.parameters as { name?: string; description?: string }[];
      expect(parameters.find(({ name }) => name === 'asOf')?.description).toMatch(/waits/);
    },
  );
});
