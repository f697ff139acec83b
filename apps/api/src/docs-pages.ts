import { createHash } from 'node:crypto';
import { type INestApplication } from '@nestjs/common';
import { SwaggerModule } from '@nestjs/swagger';
import { redressOpenApi } from '@redress/nestjs';
import { type NextFunction, type Request, type Response } from 'express';

/** Folded, with a filter; a key that was entered stays in this browser until it is logged out, and every operation can be executed at once. */
const DOCS_PAGE = { docExpansion: 'none', filter: true, persistAuthorization: true, tryItOutEnabled: true };

/** Swagger UI runs its own script and asks this service alone; it styles itself in place, and has pictures in its styles. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page is given a key: nobody may put it into a frame of theirs, or run a script of theirs in it. */
const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** The document at `/openapi.json`, made once, and the page that shows it at `/docs`. */
export function serveDocs(app: INestApplication): void {
  app.use('/docs', (_request: Request, response: Response, next: NextFunction) => {
    response.set(PAGE_HEADERS);
    next();
  });
  const document = (): ReturnType<typeof redressOpenApi> => redressOpenApi(app);
  let rendered: { readonly bytes: Buffer; readonly etag: string } | undefined;
  app.use('/openapi.json', (request: Request, response: Response, next: NextFunction) => {
    if (request.path !== '/' || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
    rendered ??= render(document());
    response.set({ ETag: rendered.etag, 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' });
    if (request.fresh) return void response.status(304).end();
    response.type('application/json').set('Content-Length', String(rendered.bytes.length)).end(rendered.bytes);
  });
  SwaggerModule.setup('docs', app, document, {
    // Served above; Swagger would write it anew for every request, and another one in YAML.
    raw: false,
    customSiteTitle: 'Redress',
    swaggerOptions: DOCS_PAGE,
  });
}

function render(document: object): { readonly bytes: Buffer; readonly etag: string } {
  const bytes = Buffer.from(JSON.stringify(document));
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` };
}
