// The OpenAPI document as the built module serves it. Run by itself it writes docs/openapi/openapi.json.
import 'reflect-metadata';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import { InMemoryEventStore } from '@redress/event-store';
import { RedressModule, redressOpenApi } from '@redress/nestjs';

/** @returns {Promise<string>} */
export async function openApiDocument() {
  const store = new InMemoryEventStore();
  const options = { store, readModels: { file: ':memory:' }, secret: Buffer.alloc(32), keys: [] };
  const app = await NestFactory.create(RedressModule.forRoot(options), { bodyParser: false, logger: false });
  await app.init();
  const text = `${JSON.stringify(redressOpenApi(app), null, 2)}\n`;
  await app.close();
  await store.close();
  return text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = fileURLToPath(new URL('../../../docs/openapi/openapi.json', import.meta.url));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, await openApiDocument());
}
