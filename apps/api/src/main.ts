// First, whatever the order of names says.
import './node-version';
import 'reflect-metadata';
import { type Logger } from 'pino';
import { type Config, readConfig } from './config/config';
import { startErrorLine } from './errors-at-start';
import { createLogger } from './logger';
import { whenNpmEnds } from './parent-watch';
import { type Service, startService } from './service';

/** By then whatever could be answered has been; a store that hangs must not keep the process for ever. */
const STOP_LIMIT_MS = 9_000;

async function main(): Promise<void> {
  // Complaints are nobody's business but of who runs the service: every file it makes is for this user alone.
  process.umask(0o077);
  let config: Config | null = null;
  let service: Service | undefined;
  try {
    config = readConfig(process.env);
    const logger = createLogger(config.logLevel);
    // From the start on: as the first process of a container it would not hear of a signal that it does not listen to.
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopAt(signal, logger, service));
    whenNpmEnds(process.env, () => stopAt('end of npm', logger, service));
    service = await startService(config, logger, showFirstKey);
    logger.info({ url: service.url, docs: `${service.url}/docs`, dataDir: config.dataDir }, 'Redress is listening');
  } catch (error) {
    process.stderr.write(`${startErrorLine(error, config) ?? (error as Error).stack ?? String(error)}\n`);
    process.exit(1);
  }
}

function stopAt(signal: string, logger: Logger, service: Service | undefined): void {
  logger.info({ signal }, 'Redress is stopping');
  // Nothing was accepted yet, and what the log and the data directory hold is whole at any moment.
  if (service === undefined) process.exit(0);
  setTimeout(() => {
    logger.error('Redress did not stop in time');
    process.exit(1);
  }, STOP_LIMIT_MS).unref();
  service.stop().then(
    () => process.exit(0),
    (error: unknown) => {
      logger.error({ error: String(error) }, 'Redress did not stop cleanly');
      process.exit(1);
    },
  );
}

function showFirstKey(secret: string): void {
  process.stderr.write(
    `This first start made an admin key. It is shown now and never again, and counts until REDRESS_API_KEYS names keys:\n\n  export REDRESS_KEY=${secret}\n\n`,
  );
}

void main();
