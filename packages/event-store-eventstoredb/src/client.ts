import { randomUUID } from 'node:crypto';
import * as shared from '@eventstore/db-client/generated/shared_pb';
import { type Status } from '@eventstore/db-client/generated/status_pb';
import * as streams from '@eventstore/db-client/generated/streams_pb';
import { type ClientDuplexStream, type ClientReadableStream } from '@grpc/grpc-js';
import { START, type ExpectedRevision, type Position } from '@redress/event-store';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb';
import { Connection, type Link } from './connection';
import { type Target } from './connection-string';
import { endOfAppends, failureOf } from './failure-of';
import { CallFailure, nobodyLeads, outOfReach } from './failures';
import { toPosition, type LogPosition } from './positions';
import { type EventRecord, type StoredRecord } from './records';

/*
 * What is said to the server. This file, `connection.ts` and `gossip.ts` are all that knows the client, and they use no
 * more of it than its messages. Whatever follows it must offer the class `LogClient` below; nothing else changes.
 *
 * Its calls are not fit for a record: appends of all clients of a process share one list, so that an error on one rejects
 * the others and a late answer throws where nobody can catch it; their deadline does not hold; metadata comes back
 * parsed, so no longer byte for byte; reading the whole log knows no filter; and some of its promises are rejected unheard.
 */

export interface Appended {
  readonly revision: bigint;
  readonly position: Position;
}

export interface StreamRange {
  readonly backwards: boolean;
  /** Inclusive; null for the first event, backwards the last. */
  readonly from: bigint | null;
  readonly limit: number | null;
}

/** Streams whose names begin with $ are the server's own. A regular expression of .NET. */
const NOT_OF_THE_SERVER = '^[^$]';

/** So many events a server looks at in a search before it says that it goes on. */
const SEARCH_WINDOW = 1_000;

/** The server counts in steps of 100 ns. */
const TICKS_PER_MS = 10_000;

/** Why a call is aborted that is over: given, because a reason made for each would come with a stack. */
const OVER = new CallFailure({ kind: 'transport' }, 'The call is over');

type AppendCall = ClientDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;
type ReadCall = ClientReadableStream<streams.ReadResp>;

interface Pending {
  readonly call: AppendCall;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

/** One try: what it is made over once the leader is known, and how it learns that time is up. */
interface Attempt {
  readonly signal: AbortSignal;
  link?: Link;
  /** Something came: time begins anew. */
  heard(): void;
}

/** Every method rejects with {@link CallFailure} only. */
export class LogClient {
  private readonly connection: Connection;
  private readonly pending = new Map<string, Pending>();
  /** All appends over a link share one call. */
  private readonly appendCalls = new Map<Link, AppendCall>();
  private readonly readCalls = new Map<ReadCall, Link>();
  /** Nothing new is sent over them; what was sent before may still be answered. */
  private readonly retired = new Set<AppendCall>();
  /** How to end every call under way. */
  private readonly underWay = new Set<() => void>();
  private isClosed = false;

  /**
   * @param lateMs an append that the server gets to later than that is not written any more, so that what hung somewhere
   * does not come on record out of the blue. Compared with the server's clock
   */
  constructor(
    private readonly target: Target,
    private readonly lateMs: number,
  ) {
    this.connection = new Connection(target);
  }

  /**
   * @param timeoutMs after that the outcome is unknown
   * @param lateMs default that of the client
   */
  async append(
    stream: string,
    expected: ExpectedRevision,
    records: readonly EventRecord[],
    timeoutMs: number,
    lateMs = this.lateMs,
  ): Promise<Appended> {
    const id = randomUUID();
    const request = appendRequest(id, stream, expected, records, Date.now() + lateMs);
    return this.within(timeoutMs, async (attempt) => {
      const { signal } = attempt;
      const link = await this.connection.link();
      signal.throwIfAborted();
      attempt.link = link;
      const call = this.appendCalls.get(link) ?? this.openAppends(link);
      signal.addEventListener('abort', () => this.settled(id));
      return new Promise((resolve, reject) => {
        this.pending.set(id, { call, resolve, reject });
        call.write(request);
      });
    });
  }

  /** Empty when there is no such stream, or none any more. */
  async readStream(
    stream: string,
    range: StreamRange,
    timeoutMs: number,
    isEnough: (record: StoredRecord) => boolean = () => false,
  ): Promise<StoredRecord[]> {
    const records: StoredRecord[] = [];
    const request = streamRequest(stream, range);
    try {
      await this.read(request, timeoutMs, (response) => {
        const record = recordOf(response);
        if (record === undefined) return true;
        records.push(record);
        return !isEnough(record);
      });
      return records;
    } catch (error) {
      if (error instanceof CallFailure && error.reason.kind === 'deleted') return [];
      throw error;
    }
  }

  /**
   * Events of the whole log, the server's own left out by the server. Includes the event at the position.
   * @param receive returns false when it has enough
   * @param stop resolves early
   */
  async readAll(
    from: LogPosition | 'start' | 'end',
    limit: number,
    timeoutMs: number,
    receive: (record: StoredRecord) => boolean,
    stop?: AbortSignal,
  ): Promise<void> {
    const options = allOptions(from).setCount(String(limit));
    const { FORWARDS, BACKWARDS } = streams.ReadReq.Options.ReadDirection;
    options.setReadDirection(from === 'end' ? BACKWARDS : FORWARDS);
    const receiveRecord = (response: streams.ReadResp): boolean => {
      const record = recordOf(response);
      return record === undefined || receive(record);
    };
    await this.read(new streams.ReadReq().setOptions(options), timeoutMs, receiveRecord, stop);
  }

  /**
   * Events after a position, of streams whose names begin so: the server looks for them, and says every thousand events that
   * it still does. Resolves where the log ends, which servers before 23.10 do not say.
   * @param prefixes none of them begins a name of the server's own
   * @param receive returns false when it has enough
   */
  async search(
    prefixes: readonly string[],
    after: LogPosition | null,
    idleMs: number,
    receive: (record: StoredRecord) => boolean,
    stop?: AbortSignal,
  ): Promise<void> {
    const options = allOptions(after ?? 'start').setSubscription(new streams.ReadReq.Options.SubscriptionOptions());
    const { Expression } = streams.ReadReq.Options.FilterOptions;
    const filter = new streams.ReadReq.Options.FilterOptions()
      .setStreamIdentifier(new Expression().setPrefixList([...prefixes]))
      .setMax(SEARCH_WINDOW)
      .setCheckpointintervalmultiplier(1);
    const receiveRecord = (response: streams.ReadResp): boolean => {
      const record = recordOf(response);
      return record === undefined ? !response.hasCaughtUp() : receive(record);
    };
    await this.read(new streams.ReadReq().setOptions(options.setFilter(filter)), idleMs, receiveRecord, stop);
  }

  /**
   * Events after a position and then live ones, without end: rejects when the server or the connection ends it. Some may
   * come twice.
   */
  async follow(
    after: LogPosition | null,
    onStart: () => void,
    onRecord: (record: StoredRecord) => void,
    stop: AbortSignal,
  ): Promise<void> {
    const options = allOptions(after ?? 'start').setSubscription(new streams.ReadReq.Options.SubscriptionOptions());
    const receive = (response: streams.ReadResp): boolean => {
      if (response.hasConfirmation()) onStart();
      const record = recordOf(response);
      if (record) onRecord(record);
      return true;
    };
    await this.read(new streams.ReadReq().setOptions(options), null, receive, stop);
    if (!stop.aborted) throw new CallFailure({ kind: 'transport' }, `${this.target.name} ended a subscription`);
  }

  /** Whatever is under way fails at once. */
  close(): void {
    this.isClosed = true;
    for (const end of this.underWay) end();
    this.connection.close();
    for (const call of [...this.appendCalls.values(), ...this.readCalls.keys()]) call.cancel();
  }

  private openAppends(link: Link): AppendCall {
    const call = link.streams.batchAppend(...this.connection.callArguments());
    this.appendCalls.set(link, call);
    let wasHeard = false;
    const end = (error: unknown): void => {
      // Before anybody tries again.
      this.connection.failed(link, error);
      if (this.appendCalls.get(link) === call) this.appendCalls.delete(link);
      this.retired.delete(call);
      const failure = endOfAppends(error, this.target.name, { wasOpen: link.wasOpen, wasHeard });
      for (const [id, pending] of this.pending) {
        if (pending.call !== call) continue;
        this.pending.delete(id);
        pending.reject(failure);
      }
    };
    call.on('error', end);
    call.on('end', () => {
      end(new CallFailure({ kind: 'transport' }, `${this.target.name} ended the appends`));
      call.cancel();
    });
    call.on('metadata', () => (wasHeard = true));
    call.on('data', (response: streams.BatchAppendResp) => this.answered(link, response));
    return call;
  }

  private answered(link: Link, response: streams.BatchAppendResp): void {
    link.heardAt = performance.now();
    const pending = this.settled(uuidOf(response.getCorrelationId()));
    // Nobody waits for it any more.
    if (pending === undefined) return;
    try {
      const success = response.getSuccess();
      if (success === undefined) throw rejectionOf(response.getError());
      const position = positionOf(success.getPosition());
      pending.resolve({ revision: BigInt(success.getCurrentRevision()), position });
    } catch (error) {
      pending.reject(error);
      if (error instanceof CallFailure && error.reason.kind === 'not-ready') this.retire(link, pending.call);
    }
  }

  private settled(id: string): Pending | undefined {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    if (pending && this.retired.has(pending.call)) this.endWhenIdle(pending.call);
    return pending;
  }

  /** A node that is not ready may be cut off from the others, which have a leader; but it may yet answer other appends. */
  private retire(link: Link, call: AppendCall): void {
    if (this.appendCalls.get(link) !== call) return;
    this.connection.giveUp(link);
    this.retired.add(call);
    this.endWhenIdle(call);
  }

  private endWhenIdle(call: AppendCall): void {
    for (const pending of this.pending.values()) if (pending.call === call) return;
    call.cancel();
  }

  /**
   * Resolves at the end of the read, or as soon as `receive` has enough or `stop` says so.
   * @param idleMs so long nothing may come; null for ever
   */
  private async read(
    request: streams.ReadReq,
    idleMs: number | null,
    receive: (response: streams.ReadResp) => boolean,
    stop?: AbortSignal,
  ): Promise<void> {
    let call: ReadCall | undefined;
    const run = async (attempt: Attempt): Promise<void> => {
      const link = await this.connection.link();
      if (attempt.signal.aborted) return;
      attempt.link = link;
      const opened = link.streams.read(request, ...this.connection.callArguments());
      call = opened;
      this.readCalls.set(opened, link);
      await new Promise<void>((resolve, reject) => {
        opened.on('data', (response: streams.ReadResp) => {
          attempt.heard();
          try {
            if (!receive(response)) resolve();
          } catch (error) {
            reject(error as Error);
          }
        });
        // Stays for as long as the call lives: an error without a listener would end the process.
        opened.on('error', (error) => {
          this.connection.failed(link, error);
          reject(error);
        });
        opened.on('end', resolve);
      });
    };
    try {
      await this.within(idleMs, run, stop);
    } catch (error) {
      if (!stop?.aborted) throw error;
    } finally {
      if (call) {
        this.readCalls.delete(call);
        cancel(call);
      }
    }
  }

  /** Our own deadline: the client's do not hold. When nothing at all was heard meanwhile, the link is given up. */
  private async within<T>(
    idleMs: number | null,
    run: (attempt: Attempt) => Promise<T>,
    stop?: AbortSignal,
  ): Promise<T> {
    if (this.isClosed) throw closedFailure();
    const abort = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    let since = performance.now();
    let stopped: () => void = () => undefined;
    let closed: () => void = () => undefined;
    const attempt: Attempt = {
      signal: abort.signal,
      heard: () => {
        since = performance.now();
        if (attempt.link) attempt.link.heardAt = since;
        timer?.refresh();
      },
    };
    const late = new Promise<never>((_, reject) => {
      stopped = () => reject(new CallFailure({ kind: 'transport' }, 'The call was given up'));
      closed = () => reject(closedFailure(attempt.link !== undefined));
      this.underWay.add(closed);
      stop?.addEventListener('abort', stopped);
      if (stop?.aborted) stopped();
      if (idleMs === null) return;
      timer = setTimeout(() => {
        const waitedSince = since;
        // What came while the process had no time to look is looked at first.
        setImmediate(() => {
          if (!abort.signal.aborted && since === waitedSince) reject(this.tooLate(attempt.link, since, idleMs));
        });
      }, idleMs);
    });
    try {
      return await Promise.race([run(attempt), late]);
    } catch (error) {
      throw failureOf(error, this.target.name, attempt.link?.wasOpen ?? false);
    } finally {
      clearTimeout(timer);
      this.underWay.delete(closed);
      stop?.removeEventListener('abort', stopped);
      abort.abort(OVER);
    }
  }

  private tooLate(link: Link | undefined, since: number, idleMs: number): CallFailure {
    const { name } = this.target;
    if (link === undefined) return nobodyLeads(name);
    // A server that hangs keeps its connections open; keep-alive would notice after 20 s.
    // A younger one than the try has yet to show what it is worth.
    if (link.heardAt < since && link.since <= since) this.giveUp(link);
    if (!link.wasOpen) return outOfReach(name);
    const message = `${name} did not answer within ${Math.ceil(idleMs)} ms`;
    return new CallFailure({ kind: 'transport', isSilence: true }, message);
  }

  /** What waits for an answer over it is tried anew over the next one. */
  private giveUp(link: Link): void {
    this.connection.giveUp(link);
    this.appendCalls.get(link)?.cancel();
    for (const [call, over] of this.readCalls) if (over === link) call.cancel();
  }
}

/** Not at once: the call may be about to end by itself. */
function cancel(call: ReadCall): void {
  setImmediate(() => call.cancel());
}

function appendRequest(
  id: string,
  stream: string,
  expected: ExpectedRevision,
  records: readonly EventRecord[],
  deadline: number,
): streams.BatchAppendReq {
  const options = new streams.BatchAppendReq.Options()
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)))
    .setDeadline(Timestamp.fromDate(new Date(deadline)));
  if (expected === 'any') options.setAny(new Empty());
  else if (expected === 'noStream') options.setNoStream(new Empty());
  else if (expected === 'streamExists') options.setStreamExists(new Empty());
  else options.setStreamPosition(String(expected));
  const messages = records.map((record) => {
    const message = new streams.BatchAppendReq.ProposedMessage()
      .setId(new shared.UUID().setString(record.id))
      .setData(record.data)
      .setCustomMetadata(record.metadata);
    const properties = message.getMetadataMap();
    properties.set('type', record.type);
    properties.set('content-type', 'application/json');
    return message;
  });
  return new streams.BatchAppendReq()
    .setCorrelationId(new shared.UUID().setString(id))
    .setOptions(options)
    .setProposedMessagesList(messages)
    .setIsFinal(true);
}

function streamRequest(stream: string, { backwards, from, limit }: StreamRange): streams.ReadReq {
  const { FORWARDS, BACKWARDS } = streams.ReadReq.Options.ReadDirection;
  const range = new streams.ReadReq.Options.StreamOptions().setStreamIdentifier(
    new shared.StreamIdentifier().setStreamName(Buffer.from(stream)),
  );
  if (from !== null) range.setRevision(String(from));
  else if (backwards) range.setEnd(new shared.Empty());
  else range.setStart(new shared.Empty());
  const options = readOptions()
    .setStream(range)
    .setNoFilter(new shared.Empty())
    .setReadDirection(backwards ? BACKWARDS : FORWARDS)
    .setCount(String(limit ?? Number.MAX_SAFE_INTEGER));
  return new streams.ReadReq().setOptions(options);
}

function allOptions(from: LogPosition | 'start' | 'end'): streams.ReadReq.Options {
  const all = new streams.ReadReq.Options.AllOptions();
  if (from === 'start') all.setStart(new shared.Empty());
  else if (from === 'end') all.setEnd(new shared.Empty());
  else {
    const position = new streams.ReadReq.Options.Position()
      .setCommitPosition(String(from.commit))
      .setPreparePosition(String(from.prepare));
    all.setPosition(position);
  }
  const { Expression } = streams.ReadReq.Options.FilterOptions;
  const filter = new streams.ReadReq.Options.FilterOptions()
    .setStreamIdentifier(new Expression().setRegex(NOT_OF_THE_SERVER))
    .setCount(new shared.Empty())
    .setCheckpointintervalmultiplier(1);
  return readOptions().setAll(all).setFilter(filter);
}

function readOptions(): streams.ReadReq.Options {
  const uuids = new streams.ReadReq.Options.UUIDOption().setString(new shared.Empty());
  return new streams.ReadReq.Options().setResolveLinks(false).setUuidOption(uuids);
}

/** Undefined for whatever is no event, such as a checkpoint. */
function recordOf(response: streams.ReadResp): StoredRecord | undefined {
  const event = response.getEvent()?.getEvent();
  if (event === undefined) return undefined;
  return {
    id: uuidOf(event.getId()),
    stream: Buffer.from(event.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString(),
    revision: BigInt(event.getStreamRevision()),
    position: toPosition(event.getCommitPosition(), event.getPreparePosition()),
    createdMs: Number(event.getMetadataMap().get('created') ?? 0) / TICKS_PER_MS,
    type: event.getMetadataMap().get('type') ?? '',
    data: event.getData_asU8(),
    metadata: event.getCustomMetadata_asU8(),
  };
}

function positionOf(position: shared.AllStreamPosition | undefined): Position {
  return position === undefined ? START : toPosition(position.getCommitPosition(), position.getPreparePosition());
}

function uuidOf(uuid: shared.UUID | undefined): string {
  const structured = uuid?.getStructured();
  if (structured === undefined) return uuid?.getString() ?? '';
  const half = (bits: string): string => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');
  const hex = half(structured.getMostSignificantBits()) + half(structured.getLeastSignificantBits());
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Why the server refused one append of the many that share a call. */
function rejectionOf(error: Status | undefined): CallFailure {
  const details = error?.getDetails();
  const message = error?.getMessage() ?? '';
  switch (details?.getTypeName()) {
    case 'event_store.client.WrongExpectedVersion': {
      const wrong = shared.WrongExpectedVersion.deserializeBinary(details.getValue_asU8());
      const actual = wrong.hasCurrentStreamRevision() ? BigInt(wrong.getCurrentStreamRevision()) : null;
      return new CallFailure({ kind: 'wrong-revision', actual }, 'The stream is at another revision');
    }
    case 'event_store.client.StreamDeleted':
      return new CallFailure(
        { kind: 'deleted' },
        'The stream was deleted on the server: nothing can be appended to it',
      );
    case 'event_store.client.BadRequest': {
      const message = shared.BadRequest.deserializeBinary(details.getValue_asU8()).getMessage();
      return new CallFailure({ kind: 'refused' }, `The server cannot make sense of the append (${message})`);
    }
    case 'event_store.client.MaximumAppendSizeExceeded': {
      const max = shared.MaximumAppendSizeExceeded.deserializeBinary(details.getValue_asU8()).getMaxappendsize();
      return new CallFailure(
        { kind: 'refused' },
        `The server takes no append over ${max} bytes: raise its MaxAppendSize`,
      );
    }
    case 'event_store.client.AccessDenied':
      return new CallFailure({ kind: 'unusable' }, 'The server denies access to the stream: give a user who may write');
    case 'event_store.client.Timeout':
      return new CallFailure(
        { kind: 'transport' },
        'The append took the server too long, or its clock is ahead of ours',
      );
    default:
      return new CallFailure(
        { kind: NOT_READY.test(message) ? 'not-ready' : 'transport' },
        `The server does not say what became of the append (${message})`,
      );
  }
}

/** What a node says that leads no more, or not yet. */
const NOT_READY = /^(Server Is Not Ready|No leader info)/;

/** @param isSent what was sent may be written all the same */
function closedFailure(isSent = false): CallFailure {
  return new CallFailure({ kind: isSent ? 'transport' : 'unusable' }, 'The event store is closed: open another');
}
