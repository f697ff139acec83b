import { type INestApplication } from '@nestjs/common';
import { type Express } from 'express';
import { ProblemFilter } from './http/problem.filter';
import { REDRESS_OPTIONS } from './redress.module-definition';
import { type RedressOptions } from './redress-options';

/**
 * For an application that serves Redress and little else: whatever goes wrong, unknown routes included, is answered by a
 * problem document, and Express adds nothing to answers. A host with routes of its own needs none of it.
 * @param app created with `bodyParser: false`: Redress reads bodies itself, and more strictly
 */
export function configureRedress(app: INestApplication): void {
  app.useGlobalFilters(new ProblemFilter(app.get<RedressOptions>(REDRESS_OPTIONS, { strict: false })));
  const express = app.getHttpAdapter().getInstance() as Express;
  express.disable('x-powered-by');
  express.disable('etag');
}
