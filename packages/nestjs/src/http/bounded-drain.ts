import { type IncomingMessage, type ServerResponse } from 'node:http';

/** As much of a body that nobody reads is let go by, so that who is still sending can take the answer. Bytes. */
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_MS = 5_000;

/**
 * Closes the connection when, after the answer, the rest of the request is large or slow to come: without it, whatever a
 * refused caller goes on to send would be read to its end. What comes soon leaves the connection as it is.
 */
export function boundDrain(request: IncomingMessage, response: ServerResponse): void {
  // First, since Node itself would let the rest go by unseen.
  response.prependOnceListener('finish', () => {
    if (request.complete || request.destroyed) return;
    const close = (): void => void request.socket.destroy();
    const timer = setTimeout(close, MOST_MS).unref();
    let left = MOST_BYTES;
    request.on('data', ({ length }: Buffer) => {
      left -= length;
      if (left < 0) close();
    });
    request.once('end', () => clearTimeout(timer));
    request.once('close', () => clearTimeout(timer));
    // Node leaves a body to who has begun to read it.
    request.read(0);
  });
}
