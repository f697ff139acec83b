import { join } from 'node:path';
import { type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SwaggerModule } from '@nestjs/swagger';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { configureRedress, redressOpenApi } from '@redress/nestjs';
import { type Logger } from 'pino';
import { ApiModule } from './api.module';
import { keyRing } from './config/api-keys';
import { type Config } from './config/config';
import { prepareDataDir } from './config/data-dir';
import { assertSecretOfLog, secretOf } from './config/secret';
import { NestLogger, redressLogger } from './logger';
import { Metrics } from './metrics';
import { Readiness } from './readiness';
import { requestLog } from './request-log';

/** The running service. */
export interface Service {
  /** Where it listens, `http://127.0.0.1:3000`. */
  readonly url: string;
  /** The secret of the admin key that this first start made; null when there was none to make. */
  readonly firstSecret: string | null;
  /** Answers what was accepted, refuses what comes now, closes the log. */
  stop(): Promise<void>;
}

/**
 * @throws {ConfigError | StoreUnusableError} what was given cannot be used
 * @throws {Error} with `code` EADDRINUSE and the like: it cannot listen there
 */
export async function startService(config: Config, logger: Logger): Promise<Service> {
  prepareDataDir(config.dataDir);
  const secret = secretOf(config);
  const store = await SqliteEventStore.open({ file: config.logFile });
  let app: INestApplication | undefined;
  try {
    await assertSecretOfLog(store, secret);
    const { keys, firstSecret } = keyRing(config);
    app = await NestFactory.create(
      ApiModule.register({
        store,
        readModels: { file: join(config.dataDir, 'read-models.db') },
        secret,
        keys,
        rateLimit: config.rateLimit,
        timeZone: config.timeZone,
        logger: redressLogger(logger),
      }),
      { bodyParser: false, logger: new NestLogger(logger), abortOnError: false },
    );
    await listen(app, config, logger);
    return service(app, store, await app.getUrl(), firstSecret);
  } catch (error) {
    await app?.close();
    await store.close();
    throw error;
  }
}

async function listen(app: INestApplication, { host, port }: Config, logger: Logger): Promise<void> {
  app.use(requestLog(logger, app.get(Metrics)));
  configureRedress(app);
  // Where the document is read, the page that shows it is at hand too.
  SwaggerModule.setup('docs', app, () => redressOpenApi(app), { jsonDocumentUrl: 'openapi.json' });
  await app.listen(port, host);
}

function service(app: INestApplication, store: SqliteEventStore, url: string, firstSecret: string | null): Service {
  return {
    url,
    firstSecret,
    async stop() {
      app.get(Readiness).stopping();
      await app.close();
      await store.close();
    },
  };
}
