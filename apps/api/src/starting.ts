import { type OutgoingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { OutcomeUnknownError, StoreUnavailableError } from '@redress/event-store';
import { problemCodes, protocolCodes } from '@redress/nestjs';
import { type Logger } from 'pino';
import { type Config } from './config/config';
import { boundedServer } from './edge/bounded-server';
import { DEFAULT_EDGE } from './edge/edge-limits';
import { type UnreadyCode, unready } from './readiness/readiness-check';

const RETRY_MS = 1_000;
/** What is asked for while the service starts, and while it waits for the store, is worth asking again after so many seconds. */
const RETRY_AFTER_S = 5;
/** So often the same reason is told again. */
const TELL_MS = 60_000;

/** Why requests are not answered yet. */
type StartCode = 'starting' | StoreUnavailableError['code'];

/**
 * Answers at the service's port from the first moment until the service can: it lives, and is not ready. However long it
 * takes to reach the event store and to read what has to be known, no health check finds the port shut.
 */
export class Starting {
  private code: StartCode = 'starting';
  private told: string | null = null;
  private toldAt = 0;
  private readonly server: Server;

  private constructor(
    edge: Config['edge'],
    private readonly logger: Logger,
  ) {
    this.server = boundedServer(edge, (request, response) => {
      const { status, type, body } = answerTo(request.url ?? '', this.code);
      const later: OutgoingHttpHeaders = status === 503 ? { 'retry-after': String(RETRY_AFTER_S) } : {};
      // Nobody stays connected to a server that is about to end.
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', connection: 'close', ...later });
      response.end(JSON.stringify(body));
    });
  }

  /** @throws {Error} with `code` EADDRINUSE and the like: it cannot listen there */
  static async listen(
    { host, port, edge = DEFAULT_EDGE }: Pick<Config, 'host' | 'port'> & Partial<Pick<Config, 'edge'>>,
    logger: Logger,
  ): Promise<Starting> {
    const starting = new Starting(edge, logger);
    await new Promise<void>((resolve, reject) => {
      starting.server.once('error', reject);
      starting.server.listen(port, host, resolve);
    });
    return starting;
  }

  /** Where it listens, also when any free port was asked for. */
  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /**
   * Makes the first call to the event store, again and again while waiting may help: one that is elsewhere may not be there
   * yet; one that is here may have no room, be read-only, or be locked by another process.
   * @throws whatever else the call does
   */
  async untilReached(firstCall: () => Promise<void>): Promise<void> {
    while (!(await this.isReached(firstCall))) await sleep(RETRY_MS);
    if (this.told !== null) this.logger.info('The event store can be used');
    this.code = 'starting';
  }

  /** Frees the port at once. Resolves when every connection is closed. */
  end(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async isReached(call: () => Promise<void>): Promise<boolean> {
    try {
      await call();
      return true;
    } catch (error) {
      if (!(error instanceof StoreUnavailableError || error instanceof OutcomeUnknownError)) throw error;
      this.code = error instanceof StoreUnavailableError ? error.code : 'store-unavailable';
      this.tell(error.message);
      return false;
    }
  }

  /** When it begins, when its reason changes, and otherwise once a minute. */
  private tell(reason: string): void {
    const now = performance.now();
    if (reason === this.told && now - this.toldAt < TELL_MS) return;
    this.logger.warn({ code: this.code, reason }, 'Redress waits for the event store; until then it answers 503');
    [this.told, this.toldAt] = [reason, now];
  }
}

function answerTo(url: string, code: StartCode): { status: number; type: string; body: object } {
  const [path] = url.split('?');
  if (path === '/health/live') return { status: 200, type: 'application/json', body: { status: 'live' } };
  if (path === '/health/ready') return { status: 503, type: 'application/json', body: notYet(code) };
  return { status: 503, type: 'application/problem+json', body: problem(code) };
}

function notYet(code: StartCode): object {
  const why: UnreadyCode = code === 'store-unavailable' ? 'waiting-for-store' : code;
  return { status: why, reasons: [unready(why)] };
}

function problem(code: StartCode): object {
  const { status, sentence } = code === 'starting' ? protocolCodes[code] : problemCodes[code];
  return { type: `urn:redress:problem:${code}`, title: sentence, status, detail: sentence, code };
}
