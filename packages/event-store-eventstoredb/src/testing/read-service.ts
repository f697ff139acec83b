import { type handleServerStreamingCall, type ServerWritableStream } from '@grpc/grpc-js';
import * as streams from '@eventstore/db-client/generated/streams_pb';
import { eventMessage, streamIdentifier, streamNameOf } from './messages';
import { serviceError, streamDeleted } from './rejections';
import { type ServerEvent, type ServerLog } from './server-log';
import { type Filter, type ServerSubscription } from './server-subscription';

export type ReadCall = ServerWritableStream<streams.ReadReq, streams.ReadResp>;

const INVALID_ARGUMENT = 3;
/** So many events are written before looking whether the connection keeps up. */
const BURST = 128;

/** Reads and subscriptions come over the same method. */
export function read(
  log: ServerLog,
  ready: (call: ReadCall) => Promise<boolean>,
  subscribe: (call: ReadCall, after: bigint, filter: Filter, checkpointEvery: number) => ServerSubscription,
  onSent: () => void,
): handleServerStreamingCall<streams.ReadReq, streams.ReadResp> {
  return (call) => {
    call.on('error', () => undefined);
    void ready(call).then(async (mayGoOn) => {
      if (!mayGoOn || call.cancelled) return;
      const options = call.request.getOptions();
      if (options === undefined) return void call.emit('error', serviceError(INVALID_ARGUMENT, 'No options'));
      const stream = options.getStream();
      if (options.hasSubscription() && options.hasAll()) {
        subscribe(call, startAfter(options, log), filterOf(options), checkpointEvery(options));
        return;
      }
      if (stream === undefined) return void (await send(call, allPage(log, options), onSent));
      const name = streamNameOf(stream.getStreamIdentifier());
      const events = log.read(name);
      if (events === 'tombstoned') return void call.emit('error', streamDeleted(name));
      if (events === undefined) {
        const notFound = new streams.ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(name));
        call.write(new streams.ReadResp().setStreamNotFound(notFound));
        return void call.end();
      }
      await send(call, streamPage(events, options), onSent);
    });
  };
}

async function send(call: ReadCall, events: Iterable<ServerEvent>, onSent: () => void): Promise<void> {
  let written = 0;
  for (const event of events) {
    if (call.cancelled) return;
    call.write(eventMessage(event));
    onSent();
    if (++written % BURST === 0 && call.writableNeedDrain) await roomIn(call);
  }
  call.end();
}

/** Resolves also when the call has ended. */
async function roomIn(call: ReadCall): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const signs = ['drain', 'close', 'cancelled'];
  for (const sign of signs) call.once(sign, resolve);
  await promise;
  for (const sign of signs) call.off(sign, resolve);
}

function* streamPage(events: readonly ServerEvent[], options: streams.ReadReq.Options): Iterable<ServerEvent> {
  const stream = options.getStream();
  const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  let left = BigInt(options.getCount());
  const from = stream?.hasRevision() ? BigInt(stream.getRevision()) : undefined;
  for (const event of backwards ? events.toReversed() : events) {
    if (from !== undefined && (backwards ? event.revision > from : event.revision < from)) continue;
    if (left-- <= 0n) return;
    yield event;
  }
}

/** Forwards a position is where reading begins; backwards it is where it has come from. */
function* allPage(log: ServerLog, options: streams.ReadReq.Options): Iterable<ServerEvent> {
  const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  const matches = filterOf(options);
  const position = options.getAll()?.getPosition();
  const start = position === undefined ? undefined : log.indexFrom(BigInt(position.getCommitPosition()));
  const step = backwards ? -1 : 1;
  let left = BigInt(options.getCount());
  let index = start === undefined ? (backwards ? log.all.length - 1 : 0) : backwards ? start - 1 : start;
  if (!backwards && options.getAll()?.hasEnd()) return;
  for (; left > 0n; index += step) {
    const event = log.all[index];
    if (event === undefined) return;
    if (!matches(event)) continue;
    left--;
    yield event;
  }
}

/** Exclusive, unlike for reads; -1 before the first event. */
function startAfter(options: streams.ReadReq.Options, log: ServerLog): bigint {
  const all = options.getAll();
  if (all?.hasEnd()) return log.all.at(-1)?.position ?? -1n;
  const position = all?.getPosition();
  return position === undefined ? -1n : BigInt(position.getCommitPosition());
}

function filterOf(options: streams.ReadReq.Options): Filter {
  const filter = options.getFilter();
  if (filter === undefined) return () => true;
  const expression = filter.getStreamIdentifier() ?? filter.getEventType();
  const prefixes = expression?.getPrefixList() ?? [];
  const regex = expression?.getRegex() ? new RegExp(expression.getRegex()) : undefined;
  const onStream = filter.hasStreamIdentifier();
  return ({ stream, type }) => {
    const name = onStream ? stream : type;
    return regex === undefined ? prefixes.some((prefix) => name.startsWith(prefix)) : regex.test(name);
  };
}

/** So many events are looked at between two checkpoints; 0 for none. */
function checkpointEvery(options: streams.ReadReq.Options): number {
  return (options.getFilter()?.getCheckpointintervalmultiplier() ?? 0) * 32;
}
