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
});
