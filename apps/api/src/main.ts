import 'reflect-metadata';
import { type Config, readConfig } from './config/config';
import { startErrorLine } from './errors-at-start';
import { createLogger } from './logger';
import { startService } from './service';

async function main(): Promise<void> {
  let config: Config | null = null;
  try {
    config = readConfig(process.env);
    const logger = createLogger(config.logLevel);
    const { url, firstSecret, stop } = await startService(config, logger);
    if (firstSecret !== null) process.stderr.write(firstKeyText(firstSecret));
    logger.info({ url, docs: `${url}/docs`, dataDir: config.dataDir }, 'Redress is listening');
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        logger.info({ signal }, 'Redress is stopping');
        stop().then(
          () => process.exit(0),
          (error: unknown) => {
            logger.error({ error: String(error) }, 'Redress did not stop cleanly');
            process.exit(1);
          },
        );
      });
    }
  } catch (error) {
    process.stderr.write(`${startErrorLine(error, config) ?? (error as Error).stack ?? String(error)}\n`);
    process.exit(1);
  }
}

function firstKeyText(secret: string): string {
  return `This first start made an admin key. It is shown now and never again:\n\n  export REDRESS_KEY=${secret}\n\n`;
}

void main();
