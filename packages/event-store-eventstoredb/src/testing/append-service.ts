import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import {
  type handleBidiStreamingCall,
  type handleClientStreamingCall,
  type Metadata,
  type ServiceError,
} from '@grpc/grpc-js';
import * as shared from '@eventstore/db-client/generated/shared_pb';
import * as status from '@eventstore/db-client/generated/status_pb';
import * as streams from '@eventstore/db-client/generated/streams_pb';
import { expectedOf, proposedEvent, streamIdentifier, streamNameOf } from './messages';
import { accessDenied, badRequest, noLeaderInfo, notReady, streamDeleted } from './rejections';
import { type AppendOutcome, type ProposedEvent, type ServerExpected } from './server-log';

/** One append, however it arrived. */
export interface ArrivedAppend {
  readonly stream: string;
  readonly expected: ServerExpected;
  readonly events: readonly ProposedEvent[];
  /** Milliseconds since the epoch; later than that the server does not write it any more. */
  readonly deadline: number;
  /** Which connection it came over, `<host>:<port>`. */
  readonly peer: string;
}

/** `error` ends the call; null: no answer, ever. */
export type AppendAnswer =
  | AppendOutcome
  | { readonly kind: 'timeout' }
  /** No quorum just now. */
  | { readonly kind: 'not-ready' }
  /** A read-only replica that does not know who leads. */
  | { readonly kind: 'read-only' }
  /** The user may read but not write. */
  | { readonly kind: 'denied' }
  | { readonly kind: 'bad-request'; readonly message: string }
  | { readonly kind: 'error'; readonly error: ServiceError }
  | null;

type Process = (append: ArrivedAppend) => Promise<AppendAnswer>;

/** Many appends over one call, each answered under its correlation id. */
export function batchAppend(
  process: Process,
  authenticate: (metadata: Metadata) => Promise<ServiceError | undefined>,
): handleBidiStreamingCall<streams.BatchAppendReq, streams.BatchAppendResp> {
  return async (call) => {
    call.on('error', () => undefined);
    const refused = await authenticate(call.metadata);
    if (call.cancelled) return;
    if (refused) return void call.emit('error', refused);
    const open = new Map<string, { options: streams.BatchAppendReq.Options; events: ProposedEvent[] }>();
    call.on('end', () => call.end());
    call.on('data', (request: streams.BatchAppendReq) => {
      const id = request.getCorrelationId()?.getString() ?? '';
      const options = request.getOptions() ?? open.get(id)?.options;
      if (options === undefined) return;
      const batch = open.get(id) ?? { options, events: [] };
      batch.events.push(...request.getProposedMessagesList().map(proposedEvent));
      open.set(id, batch);
      if (!request.getIsFinal()) return;
      open.delete(id);
      const append = { ...target(options), events: batch.events, peer: call.getPeer() };
      void process(append).then((answer) => {
        if (answer === null || call.cancelled) return;
        if (answer.kind === 'error') call.emit('error', answer.error);
        else call.write(batchResponse(id, append, answer));
      });
    });
  };
}

/** One append per call: the options first, then an event a message. */
export function append(process: Process): handleClientStreamingCall<streams.AppendReq, streams.AppendResp> {
  return (call, answerWith) => {
    const events: ProposedEvent[] = [];
    let options: streams.AppendReq.Options | undefined;
    call.on('error', () => undefined);
    call.on('data', (request: streams.AppendReq) => {
      options = request.getOptions() ?? options;
      const message = request.getProposedMessage();
      if (message) events.push(proposedEvent(message));
    });
    call.on('end', () => {
      if (options === undefined) return;
      const stream = streamNameOf(options.getStreamIdentifier());
      const expected = expectedOf(options, options.getRevision());
      void process({ stream, expected, events, deadline: Infinity, peer: call.getPeer() }).then((answer) => {
        if (answer === null || answer.kind === 'timeout') return;
        if (answer.kind === 'error') answerWith(answer.error);
        else if (answer.kind === 'not-ready') answerWith(notReady());
        else if (answer.kind === 'read-only') answerWith(noLeaderInfo());
        else if (answer.kind === 'denied') answerWith(accessDenied());
        else if (answer.kind === 'bad-request') answerWith(badRequest(answer.message));
        else if (answer.kind === 'deleted' || answer.kind === 'too-large') answerWith(streamDeleted(stream));
        else answerWith(null, response(answer));
      });
    });
  };
}

function target(options: streams.BatchAppendReq.Options): Omit<ArrivedAppend, 'events' | 'peer'> {
  return {
    stream: streamNameOf(options.getStreamIdentifier()),
    expected: expectedOf(options, options.getStreamPosition()),
    deadline: options.getDeadline()?.toDate().getTime() ?? Infinity,
  };
}

function response(answer: AppendOutcome): streams.AppendResp {
  const response = new streams.AppendResp();
  if (answer.kind === 'written') {
    const position = new streams.AppendResp.Position()
      .setCommitPosition(String(answer.position))
      .setPreparePosition(String(answer.position));
    const success = new streams.AppendResp.Success().setPosition(position);
    // No events to a new stream: it is none afterwards either.
    if (answer.revision < 0n) success.setNoStream(new shared.Empty());
    else success.setCurrentRevision(String(answer.revision));
    return response.setSuccess(success);
  }
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (answer.kind === 'wrong-revision' && answer.current !== null) wrong.setCurrentRevision(String(answer.current));
  else wrong.setCurrentNoStream(new shared.Empty());
  return response.setWrongExpectedVersion(wrong);
}

function batchResponse(
  correlationId: string,
  { stream }: ArrivedAppend,
  answer: Exclude<AppendAnswer, null | { kind: 'error' }>,
): streams.BatchAppendResp {
  const response = new streams.BatchAppendResp()
    .setCorrelationId(new shared.UUID().setString(correlationId))
    .setStreamIdentifier(streamIdentifier(stream));
  if (answer.kind !== 'written') return response.setError(rejection(stream, answer));
  const position = new shared.AllStreamPosition()
    .setCommitPosition(String(answer.position))
    .setPreparePosition(String(answer.position));
  const success = new streams.BatchAppendResp.Success().setPosition(position);
  if (answer.revision < 0n) success.setNoStream(new Empty());
  else success.setCurrentRevision(String(answer.revision));
  return response.setSuccess(success);
}

/** In a batch an error is a status with packed details. */
function rejection(
  stream: string,
  answer: Exclude<AppendAnswer, null | { kind: 'error' } | { kind: 'written' }>,
): status.Status {
  const packed = (message: { serializeBinary(): Uint8Array }, name: string): status.Status => {
    const details = new Any();
    details.pack(message.serializeBinary(), `event_store.client.${name}`);
    return new status.Status().setMessage(name).setDetails(details);
  };
  switch (answer.kind) {
    case 'wrong-revision': {
      const wrong = new shared.WrongExpectedVersion();
      if (answer.current === null) wrong.setCurrentNoStream(new Empty());
      else wrong.setCurrentStreamRevision(String(answer.current));
      return packed(wrong, 'WrongExpectedVersion');
    }
    case 'deleted':
      return packed(new shared.StreamDeleted().setStreamIdentifier(streamIdentifier(stream)), 'StreamDeleted');
    case 'too-large':
      return packed(new shared.MaximumAppendSizeExceeded().setMaxappendsize(answer.limit), 'MaximumAppendSizeExceeded');
    case 'not-ready':
      return notHandled('Server Is Not Ready');
    case 'read-only':
      return notHandled('No leader info available in response');
    case 'denied':
      return packed(new shared.AccessDenied(), 'AccessDenied');
    case 'bad-request':
      return packed(new shared.BadRequest().setMessage(answer.message), 'BadRequest');
    case 'timeout':
      return packed(new shared.Timeout(), 'Timeout');
  }
}

/** What the server did not even begin with: it says so in words alone. */
function notHandled(message: string): status.Status {
  const details = new Any();
  details.pack(new Empty().serializeBinary(), 'google.protobuf.Empty');
  return new status.Status().setMessage(message).setDetails(details);
}
