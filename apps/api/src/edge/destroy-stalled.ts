import { type Server } from 'node:http';
import { type Socket } from 'node:net';

/** So many looks within the time that an answer may stand still. */
const LOOKS = 6;

interface Watched {
  /** Bytes that the kernel had taken at the last look. */
  taken: number;
  /** Looks since it took some. */
  looks: number;
}

/**
 * Destroys a connection whose answer makes no progress, streamed ones included. Node's own time-out of a socket is also
 * put off by what the caller sends.
 * @param timeoutMs as long as an answer may stand still
 */
export function destroyStalled(server: Server, timeoutMs: number): void {
  const sockets = new Map<Socket, Watched>();
  server.on('connection', (socket: Socket) => {
    sockets.set(socket, { taken: 0, looks: 0 });
    socket.once('close', () => sockets.delete(socket));
  });
  const timer = setInterval(() => {
    for (const [socket, watched] of sockets) if (isStalled(socket, watched)) socket.destroy();
  }, timeoutMs / LOOKS).unref();
  server.once('close', () => clearInterval(timer));
}

function isStalled(socket: Socket, watched: Watched): boolean {
  const taken = takenOf(socket);
  watched.looks = socket.writableLength === 0 || taken > watched.taken ? 0 : watched.looks + 1;
  watched.taken = taken;
  return watched.looks > LOOKS;
}

interface Handle {
  readonly bytesWritten?: number;
  readonly writeQueueSize?: number;
}

function takenOf(socket: Socket): number {
  // A large answer is one write, of which only the handle knows how much is left.
  const { bytesWritten, writeQueueSize } = (socket as { readonly _handle?: Handle | null })._handle ?? {};
  if (bytesWritten !== undefined && writeQueueSize !== undefined) return bytesWritten - writeQueueSize;
  return socket.bytesWritten - socket.writableLength;
}
