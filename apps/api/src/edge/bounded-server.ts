import { createServer, type RequestListener, type Server } from 'node:http';
import { type Socket } from 'node:net';
import { destroyStalled } from './destroy-stalled';
import { type EdgeLimits } from './edge-limits';

/** How often Node looks for requests that are late. */
const CHECK_MS = 1_000;

/** A server on which no caller can hold a connection, or the memory behind it, for as long as it likes. */
export function boundedServer(limits: EdgeLimits, listener: RequestListener): Server {
  const { connections, requestTimeoutMs, stallTimeoutMs } = limits;
  const server = createServer(
    {
      requestTimeout: requestTimeoutMs,
      headersTimeout: Math.ceil(requestTimeoutMs / 3),
      connectionsCheckingInterval: Math.min(CHECK_MS, requestTimeoutMs),
    },
    listener,
  );
  server.maxConnections = connections;
  // Who has nothing to ask makes room for who has.
  server.on('drop', () => server.closeIdleConnections());
  destroyStalled(server, stallTimeoutMs);
  return server;
}

/**
 * Keeps one address from taking every connection.
 * @param mayShare whether many callers stand behind an address, as behind a proxy
 */
export function boundAddresses(server: Server, most: number, mayShare: (address: string) => boolean): void {
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    if (mayShare(address)) return;
    const count = (open.get(address) ?? 0) + 1;
    if (count > most) return void socket.destroy();
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}
