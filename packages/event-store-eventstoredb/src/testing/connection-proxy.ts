import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

const HOST = '127.0.0.1';

/** Stands between a client and a server, and troubles the connections of both. */
export class ConnectionProxy {
  private readonly sockets = new Set<Socket>();
  private isRefusing = false;
  private isHanging = false;

  private constructor(
    private readonly listener: Server,
    private readonly to: { readonly host: string; readonly port: number },
  ) {
    listener.on('connection', (socket) => this.accept(socket));
  }

  static async start(to: { readonly host: string; readonly port: number }): Promise<ConnectionProxy> {
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(0, HOST, resolve));
    return new ConnectionProxy(listener, to);
  }

  get address(): string {
    return `${HOST}:${(this.listener.address() as AddressInfo).port}`;
  }

  breakConnections(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Breaks every connection, and takes no new one for so many milliseconds. */
  refuse(ms: number): void {
    this.isRefusing = true;
    this.breakConnections();
    setTimeout(() => (this.isRefusing = false), ms);
  }

  /** For so many milliseconds nothing comes through, in either direction. */
  hang(ms: number): void {
    this.isHanging = true;
    for (const socket of this.sockets) socket.pause();
    setTimeout(() => {
      this.isHanging = false;
      for (const socket of this.sockets) socket.resume();
    }, ms);
  }

  async close(): Promise<void> {
    this.breakConnections();
    await new Promise((resolve) => this.listener.close(resolve));
  }

  private accept(near: Socket): void {
    if (this.isRefusing) return void near.destroy();
    const far = connect(this.to);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (chunk) => void to.write(chunk));
      from.on('error', () => undefined);
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
      if (this.isHanging) from.pause();
    }
  }
}
