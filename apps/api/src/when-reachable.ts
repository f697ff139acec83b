import { createServer, type OutgoingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { OutcomeUnknownError, StoreUnavailableError } from '@redress/event-store';
import { problemCodes, type ProblemDocument } from '@redress/nestjs';
import { type Logger } from 'pino';
import { type Config } from './config/config';

const RETRY_MS = 1_000;
const RETRY_AFTER_S = 5;

/**
 * Makes the first call to the event store, again and again while it cannot be reached. Whoever asks meanwhile hears that
 * the service lives but is not ready.
 * @returns the port to listen on, the one that was answered at until now
 * @throws whatever else the call does
 */
export async function whenReachable(
  { host, port }: Pick<Config, 'host' | 'port'>,
  logger: Logger,
  firstCall: () => Promise<void>,
): Promise<number> {
  let code: StoreUnavailableError['code'] = 'store-unavailable';
  const server = createServer((request, response) => {
    const { status, type, body } = answerTo(request.url ?? '', code);
    const later: OutgoingHttpHeaders = status === 503 ? { 'retry-after': String(RETRY_AFTER_S) } : {};
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...later });
    response.end(JSON.stringify(body));
  });
  await listen(server, host, port);
  try {
    let trouble: Trouble | null = null;
    for (;;) {
      const now = await troubleOf(firstCall);
      if (now === null) break;
      // Once for every reason, not once for every try.
      if (now.message !== trouble?.message) tell(logger, now);
      trouble = now;
      code = now instanceof StoreUnavailableError ? now.code : 'store-unavailable';
      await sleep(RETRY_MS);
    }
    if (trouble !== null) logger.info('The event store can be used');
    return (server.address() as AddressInfo).port;
  } finally {
    await close(server);
  }
}

type Trouble = StoreUnavailableError | OutcomeUnknownError;

/** Null: there is none. @throws what waiting does not mend */
async function troubleOf(firstCall: () => Promise<void>): Promise<Trouble | null> {
  try {
    await firstCall();
    return null;
  } catch (error) {
    if (error instanceof StoreUnavailableError || error instanceof OutcomeUnknownError) return error;
    throw error;
  }
}

function tell(logger: Logger, { code, message }: Trouble): void {
  logger.warn({ code, reason: message }, 'Redress waits for the event store; until then it answers 503');
}

function answerTo(url: string, code: StoreUnavailableError['code']): { status: number; type: string; body: object } {
  const [path] = url.split('?');
  if (path === '/health/live') return { status: 200, type: 'application/json', body: { status: 'live' } };
  const waiting = code === 'store-unavailable' ? 'waiting-for-store' : code;
  if (path === '/health/ready') return { status: 503, type: 'application/json', body: { status: waiting } };
  return { status: 503, type: 'application/problem+json', body: problem(code) };
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
