import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_LOAD } from '../src';
import { receipt, receivedCase } from './harness/cases';
import { secretOf } from './harness/keys';
import { RedressApp } from './harness/redress-app';

const KIB = 1024;

/** Callers who do not send what they said they would, or do not take what they asked for. */
describe('what a key holds of the service', () => {
  let app: RedressApp;
  const sockets = new Set<Socket>();

  beforeAll(async () => {
    app = await RedressApp.start({
      load: { ...DEFAULT_LOAD, bytes: { all: 3_000 * KIB, perKey: 1_000 * KIB } },
    });
  });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  });
  afterAll(() => app.stop());

  /** Sends bytes and takes nothing unless asked to. */
  function caller(key: string, method: string, path: string, more: readonly string[] = []): Socket {
    const { port } = app.nest.getHttpServer().address() as AddressInfo;
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    sockets.add(socket);
    const lines = [`${method} ${path} HTTP/1.1`, 'Host: here', `Authorization: Bearer ${secretOf(key)}`, ...more];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    return socket;
  }

  function upload(key: string, bytes: number): Socket {
    const length = `Content-Length: ${bytes}`;
    return caller(key, 'POST', '/v1/cases', ['Content-Type: application/json', length]);
  }

  async function said(socket: Socket): Promise<string> {
    let text = '';
    for await (const chunk of socket) {
      text += String(chunk);
      if (/\r\n\r\n.*\}$/s.test(text)) break;
    }
    return text;
  }

  it('is bounded while bodies are received; others are served, and so is who sends little', async () => {
    for (let i = 0; i < 2; i++) upload('agent', 500 * KIB).write(Buffer.alloc(499 * KIB, ' '));
    await sleep(100);
    const third = upload('agent', 500 * KIB);
    third.write(Buffer.alloc(499 * KIB, ' '));
    expect(await said(third)).toMatch(/^HTTP\/1.1 429 .*"code":"too-many-at-once"/s);
    expect((await app.post('/v1/cases', receipt)).status).toBe(201);
    const large = { ...receipt, text: 'x'.repeat(80_000) };
    expect((await app.post('/v1/cases', large, { key: 'ana' })).status).toBe(201);
    for (const socket of sockets) socket.destroy();
    await sleep(100);
    expect((await app.post('/v1/cases', large)).status).toBe(201);
  });

  it('is bounded while answers are not taken', async () => {
    const text = 'x'.repeat(90_000);
    const here = await receivedCase(app, { text });
    for (let i = 0; i < 99; i++) await here.post('messages', { direction: 'inbound', text });
    const path = `/v1/cases/${here.id}/events?limit=200`;
    // Larger than what the kernel takes off the service's hands at once.
    const waiting = caller('agent', 'GET', path).pause();
    await sleep(300);
    const refused = await app.get(path);
    expect([refused.status, refused.body.code]).toEqual([429, 'too-many-at-once']);
    expect(refused.headers['redress-position']).toBeUndefined();
    expect((await app.get(`/v1/cases/${here.id}/clocks`)).status).toBe(200);
    waiting.destroy();
    await sleep(100);
    expect((await app.get(path)).status).toBe(200);
  }, 30_000);

  it('lets a refused body go by up to a bound; then the connection is closed', async () => {
    const socket = caller('nobody', 'POST', '/v1/cases', [
      'Content-Type: application/json',
      'Content-Length: 99999999',
    ]);
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    const piece = Buffer.alloc(64 * KIB, ' ');
    while (!socket.closed && socket.bytesWritten < 50_000_000) {
      if (!socket.write(piece)) await Promise.race([closed, new Promise((next) => socket.once('drain', next))]);
    }
    await closed;
    expect(answer).toMatch(/^HTTP\/1.1 401 /);
    expect(socket.bytesWritten).toBeLessThan(50_000_000);
  });

  it('keeps the connection of who ends a small refused body', async () => {
    const socket = caller('nobody', 'POST', '/v1/cases', ['Content-Type: application/json', 'Content-Length: 2']);
    expect(await once(socket)).toMatch(/^HTTP\/1.1 401 /);
    socket.write('{}GET /v1/lifecycle HTTP/1.1\r\nHost: here\r\n\r\n');
    expect(await once(socket)).toMatch(/^HTTP\/1.1 401 /);
  });

  function once(socket: Socket): Promise<string> {
    return new Promise((resolve) => socket.once('data', (chunk: Buffer) => resolve(chunk.toString())));
  }
});
