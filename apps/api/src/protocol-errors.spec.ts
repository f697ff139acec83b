import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { protocolCodes } from '@redress/nestjs';
import { answerProtocolErrors } from './protocol-errors';

describe('what is no request', () => {
  let server: Server;

  beforeAll(async () => {
    server = createServer(
      { headersTimeout: 200, requestTimeout: 200, connectionsCheckingInterval: 50 },
      (_request, response) => {
        response.write('begun');
      },
    );
    answerProtocolErrors(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());

  /** Everything the server says to these bytes until it closes the connection. */
  async function said(...pieces: readonly string[]): Promise<string> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const answer = text(socket);
    for (const piece of pieces) {
      socket.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return answer;
  }

  it.each<[string, keyof typeof protocolCodes, string]>([
    ['other words', 'not-http', 'HELLO\r\n\r\n'],
    ['a header without a name', 'not-http', 'GET / HTTP/1.1\r\nHost: here\r\n: x\r\n\r\n'],
    [
      'two lengths of one body',
      'not-http',
      'POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n',
    ],
    [
      'headers without end',
      'headers-too-large',
      `GET / HTTP/1.1\r\nHost: here\r\nCookie: ${'x'.repeat(17_000)}\r\n\r\n`,
    ],
    ['a request that does not come', 'request-timeout', 'GET / HTTP/1.1\r\nHost: here\r\n'],
  ])('%s are answered by a problem', async (_what, code, bytes) => {
    const [head = '', body = ''] = (await said(bytes)).split('\r\n\r\n');
    const { status, sentence } = protocolCodes[code];
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toContain('Content-Type: application/problem+json');
    expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}`);
    const type = `urn:redress:problem:${code}`;
    expect(JSON.parse(body)).toEqual({ type, title: sentence, status, detail: sentence, code });
  });

  it('nothing is put into the middle of an answer', async () => {
    const all = await said(
      'POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n',
      'no length of a chunk\r\n',
    );
    expect(all).toContain('begun');
    expect(all).not.toContain('problem');
  });
});
