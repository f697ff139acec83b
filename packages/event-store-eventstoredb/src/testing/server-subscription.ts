import * as streams from '@eventstore/db-client/generated/streams_pb';
import { type ServiceError } from '@grpc/grpc-js';
import { checkpointMessage, eventMessage } from './messages';
import { type ReadCall } from './read-service';
import { consumerTooSlow } from './rejections';
import { type ServerEvent, type ServerLog } from './server-log';

export type Filter = (event: Pick<ServerEvent, 'stream' | 'type'>) => boolean;

/** The server keeps so many live events for a consumer that does not keep up; then it drops the subscription. */
const LIVE_BUFFER = 32;

export interface SubscriptionListener {
  ended(subscription: ServerSubscription): void;
  /** It will be dropped. */
  tooSlow(): void;
  /** One is sent. */
  checkpoint(): void;
  /** The server hangs: nothing is sent until {@link ServerSubscription.resume}. */
  isHeld(): boolean;
  /** Whether it is told when it has caught up. */
  readonly saysCaughtUp: boolean;
}

/** Catches up at the pace of the consumer, then sends what comes live. */
export class ServerSubscription {
  private readonly waiting: streams.ReadResp[] = [];
  private readonly stopListening: () => void;
  private next: number;
  private isLive = false;
  private isMuted = false;
  private sinceCheckpoint = 0;
  private ended = false;

  constructor(
    private readonly call: ReadCall,
    private readonly log: ServerLog,
    after: bigint,
    private readonly matches: Filter,
    private readonly checkpointEvery: number,
    private readonly listener: SubscriptionListener,
  ) {
    this.next = log.indexFrom(after + 1n);
    const confirmation = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId('subscription');
    call.write(new streams.ReadResp().setConfirmation(confirmation));
    this.stopListening = log.onAppend(() => this.isLive && this.goOn());
    call.on('drain', () => this.goOn());
    const end = (): void => {
      if (this.ended) return;
      this.ended = true;
      this.stopListening();
      listener.ended(this);
    };
    for (const event of ['close', 'cancelled', 'finish', 'error']) call.on(event, end);
    this.catchUp();
  }

  drop(error: ServiceError = consumerTooSlow()): void {
    if (!this.ended) this.call.emit('error', error);
  }

  /** After it was held. */
  resume(): void {
    this.goOn();
  }

  /** Sends nothing more, and does not say so. */
  mute(): void {
    this.stopListening();
    this.isMuted = true;
    this.waiting.length = 0;
  }

  private goOn(): void {
    if (this.ended || this.isMuted || this.listener.isHeld()) return;
    if (this.isLive) this.goLive();
    else this.catchUp();
  }

  private catchUp(): void {
    while (!this.isLive && !this.ended) {
      const event = this.log.all[this.next];
      if (event === undefined) {
        this.isLive = true;
        const caughtUp = new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());
        if (this.listener.saysCaughtUp) this.call.write(caughtUp);
        return;
      }
      this.next++;
      for (const message of this.messagesFor(event)) {
        if (!this.call.write(message)) return;
      }
    }
  }

  private goLive(): void {
    for (; this.next < this.log.all.length; this.next++) {
      const event = this.log.all[this.next];
      if (event) this.waiting.push(...this.messagesFor(event));
    }
    this.pump();
    if (this.waiting.length <= LIVE_BUFFER || this.ended) return;
    this.listener.tooSlow();
    this.drop();
  }

  private pump(): void {
    for (let room = !this.call.writableNeedDrain; room && !this.ended;) {
      const message = this.waiting.shift();
      if (message === undefined) return;
      room = this.call.write(message);
    }
  }

  private messagesFor(event: ServerEvent): streams.ReadResp[] {
    const messages = this.matches(event) ? [eventMessage(event)] : [];
    this.sinceCheckpoint++;
    if (this.checkpointEvery > 0 && this.sinceCheckpoint >= this.checkpointEvery) {
      this.sinceCheckpoint = 0;
      this.listener.checkpoint();
      messages.push(checkpointMessage(event.position));
    }
    return messages;
  }
}
