import {
  AppendRefusedError,
  OutcomeUnknownError,
  StoreUnavailableError,
  StoreUnusableError,
  WrongExpectedRevisionError,
} from '@redress/event-store';
import { newEvents } from '@redress/event-store/contract';
import { Metadata, status as Code } from '@grpc/grpc-js';
import fc from 'fast-check';
import { Appender } from './appender';
import { type LogClient } from './client';
import { endOfAppends, failureOf } from './failure-of';
import { CallFailure } from './failures';

const TEXTS = [
  '',
  'Connection dropped',
  'No connection established. Last error: connect ECONNREFUSED',
  'Name resolution failed for target dns:db',
  'self-signed certificate in certificate chain',
  'error:0A000119:SSL routines::decryption failed or bad record mac',
  'write after end',
  'Server Is Not Ready',
  'ERR_SSL_WRONG_VERSION_NUMBER: wrong version number',
  'Deadline exceeded',
];
const CODES = [undefined, ...Object.values(Code).filter((it) => typeof it === 'number'), 99, 'ECONNRESET', 'ERR_HTTP2'];
const EXCEPTIONS = [undefined, 'stream-deleted', 'not-leader', 'access-denied', 'wrong-expected-version'];

const text = fc.oneof(fc.constantFrom(...TEXTS), fc.string());
const grpcError = fc
  .record({
    code: fc.constantFrom(...CODES),
    text,
    exception: fc.constantFrom(...EXCEPTIONS),
    hasDetails: fc.boolean(),
  })
  .map(({ code, text, exception, hasDetails }) => {
    const metadata = new Metadata();
    if (exception !== undefined) metadata.set('exception', exception);
    const own = { ...(code === undefined ? {} : { code }), ...(hasDetails ? { details: text } : {}), metadata };
    return Object.assign(new Error(text), own);
  });
const plain = fc.oneof(
  text.map((it) => new Error(it)),
  text.map((it) => new TypeError(it)),
  text.map((it) => Object.assign(new Error(it), { name: 'AbortError' })),
  fc.constantFrom(undefined, null, 0, 'text', {}, { code: undefined }, Symbol.iterator),
);
const anyError = fc.oneof(grpcError, plain);

/** Written a second time: what says that the server did not take the call. */
function isListed({ code, message, details }: { code?: unknown; message: string; details?: string }, wasOpen: boolean) {
  const said = details ?? message;
  const neverSent = said.startsWith('No connection established') || said.startsWith('Name resolution failed');
  const tls = ['certificate', 'altname', 'wrong version number', 'ssl routines', 'err_tls', 'err_ssl'];
  const isTls = tls.some((it) => said.toLowerCase().includes(it));
  if (code === Code.UNAVAILABLE) return neverSent || (isTls && !wasOpen);
  return code === Code.UNAUTHENTICATED || code === Code.PERMISSION_DENIED || code === Code.UNIMPLEMENTED;
}

describe('the end of a call over which appends were sent', () => {
  it('leaves them all open when anything came over it, whatever it says', () => {
    fc.assert(
      fc.property(anyError, fc.boolean(), (error, wasOpen) => {
        expect(endOfAppends(error, 'db:2113', { wasOpen, wasHeard: true }).reason.kind).toBe('transport');
      }),
    );
  });

  it('otherwise says that nothing was written for the listed reasons only', () => {
    fc.assert(
      fc.property(grpcError, fc.boolean(), (error, wasOpen) => {
        const { reason } = endOfAppends(error, 'db:2113', { wasOpen, wasHeard: false });
        if (!isListed(error, wasOpen)) expect(reason.kind).toBe('transport');
        else if (error.metadata.get('exception').length === 0)
          expect(['unreachable', 'unusable']).toContain(reason.kind);
      }),
    );
  });

  it('leaves them open where the error has no code', () => {
    fc.assert(
      fc.property(plain, fc.boolean(), fc.boolean(), (error, wasOpen, wasHeard) => {
        expect(endOfAppends(error, 'db:2113', { wasOpen, wasHeard }).reason.kind).toBe('transport');
        expect(failureOf(error, 'db:2113', wasOpen).reason.kind).toBe('transport');
      }),
    );
  });
});

describe('an append', () => {
  const NOT_WRITTEN = [AppendRefusedError, StoreUnavailableError, StoreUnusableError, WrongExpectedRevisionError];
  const kinds = ['transport', 'not-ready', 'unreachable', 'refused', 'deleted', 'unusable'] as const;
  const failure = fc.constantFrom(...kinds).map((kind) => new CallFailure({ kind }, kind));

  /** What it comes to when its tries fail like that, the last one again and again. */
  async function outcome(failures: readonly unknown[]): Promise<unknown> {
    let tries = 0;
    const client = {
      append: () => Promise.reject(failures[Math.min(tries++, failures.length - 1)]),
      readStream: () => Promise.resolve([]),
    } as unknown as LogClient;
    // Long enough for the tries, but not for their pauses.
    return new Appender(client, 130, 100).append('case-1', 'noStream', newEvents(1)).catch((error: unknown) => error);
  }

  it('is said to be unknown after any error that is on no list', async () => {
    await fc.assert(
      fc.asyncProperty(plain, async (error) => {
        expect(await outcome([error])).toBeInstanceOf(OutcomeUnknownError);
      }),
      { numRuns: 50 },
    );
  });

  it('is said to be not written only when no try may have been', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(failure, { minLength: 1, maxLength: 3 }), async (failures) => {
        const result = await outcome(failures);
        if (result instanceof OutcomeUnknownError) return;
        expect(NOT_WRITTEN.some((it) => result instanceof it)).toBe(true);
        const last = failures.find(({ mayPass }) => !mayPass) ?? failures.at(-1);
        const until = failures.slice(0, failures.indexOf(last as CallFailure));
        const isLookedUp = last?.reason.kind === 'refused' || last?.reason.kind === 'deleted';
        if (!isLookedUp) expect(until.every(({ reason }) => reason.kind === 'unreachable')).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
