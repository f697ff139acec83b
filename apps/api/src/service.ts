import { type Server } from 'node:http';
import { join } from 'node:path';
import { type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CLUSTER_SETTLE_HORIZON_MS, EMBEDDED_SETTLE_HORIZON_MS } from '@redress/application';
import { type EventStore } from '@redress/event-store';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { ApiKeys, configureRedress } from '@redress/nestjs';
import { type Logger } from 'pino';
import { ApiModule } from './api.module';
import { keyRing } from './config/api-keys';
import { type Config } from './config/config';
import { prepareDataDir } from './config/data-dir';
import { assertLogInPlace, assertLogOfDirectory } from './config/log-of-directory';
import { secretOf } from './config/secret';
import { serveDocs } from './docs-pages';
import { AddressLimiter } from './edge/address-limiter';
import { BoundedAdapter } from './edge/bounded-adapter';
import { boundAddresses } from './edge/bounded-server';
import { FailedKeys } from './edge/failed-keys';
import { limitStrangers } from './edge/limit-strangers';
import { trust, trusts } from './edge/trusted-proxies';
import { NestLogger, redressLogger } from './logger';
import { Metrics } from './metrics';
import { answerProtocolErrors } from './protocol-errors';
import { Readiness } from './readiness';
import { type WatchedStore, Watches } from './readiness/watches';
import { requestLog } from './request-log';
import { Starting } from './starting';

/**
 * So long an append waits for a lock of another process. Longer, and it could come on record after the settle horizon,
 * when an answer as of its instant has been given already.
 */
const LOCK_PATIENCE_MS = EMBEDDED_SETTLE_HORIZON_MS / 2;
/** So long requests under way may take once the service stops; Docker kills a container that takes more than 10 s. */
const DRAIN_MS = 5_000;
/** How often connections that have become idle are closed meanwhile. */
const PARTING_MS = 50;

/** The running service. */
export interface Service {
  /** Where it listens, `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Answers what was accepted, refuses what comes now, closes the log. Cuts off who takes too long. */
  stop(): Promise<void>;
}

/**
 * @param showFirstKey told the secret of the admin key as soon as it is kept: were it told only when all else has gone
 * well, a first start that fails would leave a key behind that nobody knows
 * @throws {ConfigError | StoreUnusableError | StoreUnavailableError} what was given cannot be used
 * @throws {Error} with `code` EADDRINUSE and the like: it cannot listen there
 */
export async function startService(
  config: Config,
  logger: Logger,
  showFirstKey: (secret: string) => void,
): Promise<Service> {
  prepareDataDir(config.dataDir);
  const secret = secretOf(config);
  const starting = await Starting.listen(config, logger);
  let opened: WatchedStore | undefined;
  let watches: Watches | undefined;
  let app: INestApplication | undefined;
  try {
    await starting.untilReached(async () => {
      assertLogInPlace(config);
      opened ??= await openStore(config);
      await assertLogOfDirectory(opened, config, secret);
    });
    const store = opened as unknown as WatchedStore;
    watches = new Watches(store, redressLogger(logger));
    const { keys, firstSecret } = keyRing(config);
    if (firstSecret !== null) showFirstKey(firstSecret);
    watches.start();
    app = await NestFactory.create(
      ApiModule.register(
        {
          store,
          readModels: { file: join(config.dataDir, 'read-models.db'), questions: config.questions },
          secret,
          keys,
          rateLimit: config.rateLimit,
          load: config.load,
          cachedBytes: config.cachedBytes,
          mostEventsPerCase: config.mostEventsPerCase,
          timeZone: config.timeZone,
          clockGuard: { lastSeenFile: join(config.dataDir, 'last-seen.json'), mostGapDays: config.clockGapDays },
          settleHorizonMs: config.eventStoreDbUrl === null ? EMBEDDED_SETTLE_HORIZON_MS : CLUSTER_SETTLE_HORIZON_MS,
          logger: redressLogger(logger),
        },
        watches,
      ),
      new BoundedAdapter(config.edge),
      { bodyParser: false, logger: new NestLogger(logger), abortOnError: false },
    );
    await listen(app, config, starting, logger);
    return service(app, store, watches, await app.getUrl());
  } catch (error) {
    await starting.end();
    watches?.stop();
    // Whatever goes wrong with closing, what went wrong before is what matters.
    await app?.close().catch(() => undefined);
    await opened?.close();
    throw error;
  }
}

async function openStore({ eventStoreDbUrl, logFile }: Config): Promise<WatchedStore> {
  if (eventStoreDbUrl !== null) {
    // Loaded only where it is used: its client would make every start of the embedded service slower.
    const { EventStoreDbEventStore } = await import('@redress/event-store-eventstoredb');
    return new EventStoreDbEventStore({ url: eventStoreDbUrl });
  }
  return SqliteEventStore.open({ file: logFile, busyTimeoutMs: LOCK_PATIENCE_MS });
}

/** Takes the port over when all that has to be known is read: until then there are answers at it already. */
async function listen(
  app: INestApplication,
  { host, edge, trustedProxies, addressRateLimit }: Config,
  starting: Starting,
  logger: Logger,
): Promise<void> {
  trust(app, trustedProxies);
  app.use(limitStrangers(app.get(ApiKeys), new AddressLimiter(addressRateLimit), new FailedKeys(logger)));
  app.use(requestLog(logger, app.get(Metrics)));
  configureRedress(app);
  serveDocs(app);
  const server = app.getHttpServer() as Server;
  answerProtocolErrors(server);
  boundAddresses(server, Math.ceil(edge.connections / 2), trusts(app));
  await app.init();
  const { port } = starting;
  const ended = starting.end();
  await app.listen(port, host);
  await ended;
}

function service(app: INestApplication, store: EventStore, watches: Watches, url: string): Service {
  let stopped: Promise<void> | undefined;
  return { url, stop: () => (stopped ??= stop(app, store, watches)) };
}

async function stop(app: INestApplication, store: EventStore, watches: Watches): Promise<void> {
  app.get(Readiness).stopping();
  watches.stop();
  const server = app.getHttpServer() as Server;
  // A connection that is kept alive would keep the service alive with it.
  const parting = setInterval(() => {
    if (!server.listening) server.closeIdleConnections();
  }, PARTING_MS);
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  try {
    await app.close();
  } finally {
    clearInterval(parting);
    clearTimeout(cut);
  }
  await store.close();
}
