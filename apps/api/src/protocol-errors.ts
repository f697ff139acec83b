import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import { type Socket } from 'node:net';
import { type ProtocolCode, protocolCodes } from '@redress/nestjs';

/** What Node says of bytes that it cannot make a request of; anything else is no HTTP. */
const codes: Readonly<Record<string, ProtocolCode>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
};

/** Answers with a problem document where no route is reached, because there is no request yet. */
export function answerProtocolErrors(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => answer(error, socket as Socket));
}

function answer({ code = '' }: NodeJS.ErrnoException, socket: Socket): void {
  // In the middle of an answer, as Node itself sees it, another one would be read as a part of the first.
  const { _httpMessage: underWay } = socket as { readonly _httpMessage?: ServerResponse | null };
  if (!socket.writable || code === 'ECONNRESET' || underWay?.headersSent === true) return void socket.destroy();
  socket.write(problem(codes[code] ?? 'not-http'));
  socket.destroySoon();
}

function problem(code: ProtocolCode): string {
  const { status, sentence } = protocolCodes[code];
  const type = `urn:redress:problem:${code}`;
  const body = JSON.stringify({ type, title: sentence, status, detail: sentence, code });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
