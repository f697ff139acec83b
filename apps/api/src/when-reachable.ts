import { type OutgoingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { OutcomeUnknownError, StoreUnavailableError } from '@redress/event-store';
import { problemCodes, type ProblemDocument } from '@redress/nestjs';
import { type Logger } from 'pino';
import { type Config } from './config/config';
import { boundedServer } from './edge/bounded-server';
import { DEFAULT_EDGE } from './edge/edge-limits';
import { type UnreadyCode, unready } from './readiness/readiness-check';

const RETRY_MS = 1_000;
const RETRY_AFTER_S = 5;
/** So often the same reason is told again. */
const TELL_MS = 60_000;

/**
 * Makes the first call to the event store, again and again while it cannot be reached. Whoever asks meanwhile hears that
 * the service lives but is not ready.
 * @returns the port to listen on, the one that was answered at until now
 * @throws whatever else the call does
 */
export async function whenReachable(
  { host, port, edge = DEFAULT_EDGE }: Pick<Config, 'host' | 'port'> & Partial<Pick<Config, 'edge'>>,
  logger: Logger,
  firstCall: () => Promise<void>,
): Promise<number> {
  const waiting = new Waiting(logger);
  const server = boundedServer(edge, (request, response) => {
    const { status, type, body } = answerTo(request.url ?? '', waiting.code);
    const later: OutgoingHttpHeaders = status === 503 ? { 'retry-after': String(RETRY_AFTER_S) } : {};
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...later });
    response.end(JSON.stringify(body));
  });
  await listen(server, host, port);
  try {
    while (!(await waiting.ended(firstCall))) await sleep(RETRY_MS);
    return (server.address() as AddressInfo).port;
  } finally {
    await close(server);
  }
}

/** Tells of it when it begins, when its reason changes, and otherwise once a minute. */
class Waiting {
  /** Why the last call failed. */
  code: StoreUnavailableError['code'] = 'store-unavailable';
  private told: string | null = null;
  private toldAt = 0;

  constructor(private readonly logger: Logger) {}

  /** @throws whatever the call does that waiting cannot help */
  async ended(call: () => Promise<void>): Promise<boolean> {
    try {
      await call();
      if (this.told !== null) this.logger.info('The event store can be used');
      return true;
    } catch (error) {
      if (!(error instanceof StoreUnavailableError || error instanceof OutcomeUnknownError)) throw error;
      this.code = error instanceof StoreUnavailableError ? error.code : 'store-unavailable';
      this.tell(error.message);
      return false;
    }
  }

  private tell(reason: string): void {
    const now = performance.now();
    if (reason === this.told && now - this.toldAt < TELL_MS) return;
    this.logger.warn({ code: this.code, reason }, 'Redress waits for the event store; until then it answers 503');
    [this.told, this.toldAt] = [reason, now];
  }
}

function answerTo(url: string, code: StoreUnavailableError['code']): { status: number; type: string; body: object } {
  const [path] = url.split('?');
  if (path === '/health/live') return { status: 200, type: 'application/json', body: { status: 'live' } };
  if (path === '/health/ready') return { status: 503, type: 'application/json', body: notYet(code) };
  return { status: 503, type: 'application/problem+json', body: problem(code) };
}

function notYet(code: StoreUnavailableError['code']): object {
  const why: UnreadyCode = code === 'store-unavailable' ? 'waiting-for-store' : code;
  return { status: why, reasons: [unready(why)] };
}

function problem(code: StoreUnavailableError['code']): ProblemDocument {
  const { status, sentence } = problemCodes[code];
  return { type: `urn:redress:problem:${code}`, title: sentence, status, detail: sentence, code };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

/** Kept-alive connections would hold the port. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
