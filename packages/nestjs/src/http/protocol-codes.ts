import { type ProblemKind } from './problem-codes';

/** What the service answers before it can, and to bytes that never become a request. A host of the module answers as its own server does. */
export const protocolCodes = {
  'not-http': {
    status: 400,
    sentence: 'This is no HTTP request: look at its first line, its headers and its framing.',
  },
  'request-timeout': { status: 408, sentence: 'The request did not come in time: send it anew, without pauses.' },
  'headers-too-large': { status: 431, sentence: 'The headers are over 16 KiB together: send fewer or shorter ones.' },
  starting: {
    status: 503,
    sentence:
      'The service starts; nothing was recorded: repeat the request after as many seconds as `Retry-After` says.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProtocolCode = keyof typeof protocolCodes;
