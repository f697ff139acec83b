import { type INestApplication } from '@nestjs/common';
import { type Express } from 'express';
import { boundDrain } from './http/bounded-drain';
import { UnmatchedFilter } from './http/unmatched.filter';
import { REDRESS_OPTIONS } from './redress.module-definition';
import { type RedressOptions } from './redress-options';

/**
 * For an application that serves Redress and little else: whatever goes wrong, unknown routes included, is answered by a
 * problem document, and Express adds nothing to answers; a path without the method asked for is a 405 with `Allow`, and
 * `OPTIONS` names the methods of a path; the rest of a body that was refused is read up to a bound, and then its connection
 * closed. A host with routes of its own needs none of it.
 * @param app created with `bodyParser: false`: Redress reads bodies itself, and more strictly
 */
export function configureRedress(app: INestApplication): void {
  const express = app.getHttpAdapter().getInstance() as Express;
  const options = app.get<RedressOptions>(REDRESS_OPTIONS, { strict: false });
  app.useGlobalFilters(new UnmatchedFilter(options, express));
  express.disable('x-powered-by');
  express.disable('etag');
  express.use((request, response, next) => {
    boundDrain(request, response);
    next();
  });
}
