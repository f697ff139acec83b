import { type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { boundAddresses, boundedServer } from './bounded-server';
import { type EdgeLimits } from './edge-limits';

const LARGE = Buffer.alloc(16 * 1024 * 1024, 'x');

describe('a bounded server', () => {
  let server: Server | undefined;
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server?.close();
    server?.closeAllConnections();
  });

  async function serve(limits: Partial<EdgeLimits>): Promise<Server> {
    const all = { connections: 100, requestTimeoutMs: 60_000, stallTimeoutMs: 60_000, ...limits };
    server = boundedServer(all, (request, response) => {
      if (request.url === '/large') return void response.end(LARGE);
      if (request.url === '/lines') {
        const timer = setInterval(() => response.write(LARGE.subarray(0, 1024 * 1024)), 10);
        return void response.once('close', () => clearInterval(timer));
      }
      if (request.url === '/slow') return void setTimeout(() => response.end('slow'), 600);
      request.resume().on('end', () => response.end('here'));
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return server;
  }

  function caller(bytes = ''): Socket {
    const socket = connect((server?.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
    sockets.push(socket);
    socket.write(bytes);
    return socket;
  }
  const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n`;
  const closed = (socket: Socket): Promise<boolean> =>
    new Promise((resolve) => socket.once('close', () => resolve(true)));
  const open = async (): Promise<number> =>
    new Promise((resolve, reject) =>
      server?.getConnections((error, count) => (error === null ? resolve(count) : reject(error))),
    );
  async function until(holds: () => Promise<boolean>): Promise<void> {
    while (!(await holds())) await sleep(10);
  }

  it.each(['/large', '/lines'])('closes the connection of who does not take %s, whatever they send', async (path) => {
    await serve({ stallTimeoutMs: 300 });
    const socket = caller(get(path).replace('close', 'keep-alive')).pause();
    const sending = setInterval(() => socket.write('\r\n'), 50);
    await until(async () => (await open()) === 1);
    await until(async () => (await open()) === 0);
    clearInterval(sending);
  });

  it('lets who reads slowly take all of it', async () => {
    await serve({ stallTimeoutMs: 300 });
    const socket = caller(get('/large'));
    let taken = 0;
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      taken += chunk.length;
      if (taken % 7 === 0) await sleep(20);
    }
    expect(taken).toBeGreaterThan(LARGE.length);
  });

  it('waits for an answer that is not there yet', async () => {
    await serve({ stallTimeoutMs: 120 });
    expect(await text(caller(get('/slow')))).toMatch(/slow/);
  });

  it.each(['POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n\r\n{', 'GET / HTTP/1.1\r\n', ''])(
    'closes the connection of who does not end a request: %j',
    async (begun) => {
      await serve({ requestTimeoutMs: 300 });
      expect(await closed(caller(begun).resume())).toBe(true);
    },
  );

  it('has no more connections than it may, and takes another one when somebody leaves', async () => {
    await serve({ connections: 2 });
    const [first] = [caller(), caller()];
    await until(async () => (await open()) === 2);
    expect(await closed(caller().resume())).toBe(true);
    first?.destroy();
    await until(async () => (await open()) === 1);
    expect(await text(caller(get('/')))).toMatch(/here/);
  });

  it('closes connections that are kept alive for nothing when it has no other left', async () => {
    await serve({ connections: 2 });
    const idle = caller(get('/').replace('close', 'keep-alive'));
    await new Promise((resolve) => idle.once('data', resolve));
    caller();
    await until(async () => (await open()) === 2);
    await Promise.all([closed(caller().resume()), closed(idle)]);
    expect(await text(caller(get('/')))).toMatch(/here/);
  });

  it('gives one address a share of them, unless others stand behind it', async () => {
    const bounded = await serve({});
    let isShared = false;
    boundAddresses(bounded, 1, () => isShared);
    const first = caller();
    await until(async () => (await open()) === 1);
    expect(await closed(caller().resume())).toBe(true);
    isShared = true;
    expect(await text(caller(get('/')))).toMatch(/here/);
    isShared = false;
    first.destroy();
    await until(async () => (await open()) === 0);
    expect(await text(caller(get('/')))).toMatch(/here/);
  });
});
