// Callers, readers and a subscription on one store, and what they were told.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { OutcomeUnknownError, StoreUnavailableError, WrongExpectedRevisionError } from '@redress/event-store';

const CALLERS_PER_STREAM = 2;
const READER_PAUSE_MS = 20;

const event = () => ({
  id: randomUUID(),
  type: 'Tortured',
  schemaVersion: 1,
  data: '{"n":1}',
  metadata: '{}',
  hash: null,
});
const mayPass = (error) => error instanceof OutcomeUnknownError || error instanceof StoreUnavailableError;

/** The longest time in which nothing came. */
class Gap {
  last = performance.now();
  longest = 0;
  /** When it ended, by the clock: to be laid beside what the servers say. */
  endedAt = '';

  mark() {
    const now = performance.now();
    if (now - this.last > this.longest) {
      this.longest = now - this.last;
      this.endedAt = new Date().toISOString();
    }
    this.last = now;
  }
}

/** Each caller repeats what is unknown, reads again what was refused, and keeps account; until told to stop. */
export class Load {
  /** Per stream: revision -> id. */
  acknowledged = new Map();
  refused = new Set();
  /** What callers were told instead of an answer, and how often. */
  told = new Map();
  seen = [];
  count = 0;
  /** The longest that any call took, in milliseconds; and that any event waited for its place. */
  slowestAnswer = 0;
  slowestSettled = 0;
  writes = new Gap();
  reads = new Gap();
  violations = [];
  #stopped = false;
  #position = '';
  #working = [];

  constructor(store, callers, readers) {
    Object.assign(this, { store, callers, readers });
  }

  async start() {
    this.from = await this.store.head();
    this.subscription = this.store.subscribe({ after: this.from }, ({ events, position }) => {
      for (const { id } of events) this.seen.push(id);
      this.#position = position;
    });
    this.resetGaps();
    const writing = Array.from({ length: this.callers }, (_, n) => this.#write(this.#streamOf(n)));
    const reading = Array.from({ length: this.readers }, (_, n) => this.#read(this.#streamOf(n)));
    this.#working = [...writing, ...reading];
    for (const work of this.#working) work.catch((error) => this.violations.push(`a caller failed: ${error.stack}`));
  }

  /** From now on the gaps are counted anew. */
  resetGaps() {
    Object.assign(this, { writes: new Gap(), reads: new Gap(), slowestAnswer: 0, slowestSettled: 0 });
  }

  async stop() {
    this.#stopped = true;
    await Promise.allSettled(this.#working);
  }

  /** Until the subscription has reported everything up to the position. */
  async caughtUp(position, withinMs) {
    const end = performance.now() + withinMs;
    while (this.#position < position && performance.now() < end) await sleep(20);
    if (this.#position < position) this.violations.push(`the subscription stands still at ${this.#position}`);
    await this.subscription.close();
  }

  #streamOf(n) {
    const index = Math.floor(n / CALLERS_PER_STREAM) % Math.ceil(this.callers / CALLERS_PER_STREAM);
    const name = [...this.acknowledged.keys()][index] ?? `case-${randomUUID()}`;
    if (!this.acknowledged.has(name)) this.acknowledged.set(name, new Map());
    return name;
  }

  async #write(stream) {
    let expected = 'noStream';
    while (!this.#stopped) {
      const begun = performance.now();
      const next = event();
      const revision = await this.#patiently(() => this.store.append(stream, expected, [next]));
      if (revision === undefined) {
        this.refused.add(next.id);
        expected = await this.#lastRevision(stream);
        continue;
      }
      this.writes.mark();
      this.slowestSettled = Math.max(this.slowestSettled, performance.now() - begun);
      this.count++;
      const known = this.acknowledged.get(stream);
      if (known.has(revision.revision)) this.violations.push(`${stream} ${revision.revision} was acknowledged twice`);
      known.set(revision.revision, next.id);
      expected = revision.revision;
    }
  }

  async #read(stream) {
    while (!this.#stopped) {
      await this.#lastRevision(stream);
      this.reads.mark();
      await sleep(READER_PAUSE_MS);
    }
  }

  async #lastRevision(stream) {
    const [last] = await this.#patiently(() => this.store.readStream(stream, { direction: 'backwards', limit: 1 }));
    return last?.revision ?? 'noStream';
  }

  /** What it comes to in the end; undefined when the revision was another one. The same again for as long as it takes. */
  async #patiently(call) {
    for (;;) {
      const begun = performance.now();
      try {
        return await call();
      } catch (error) {
        if (error instanceof WrongExpectedRevisionError) return undefined;
        if (!mayPass(error)) throw error;
        this.told.set(error.code, (this.told.get(error.code) ?? 0) + 1);
      } finally {
        this.slowestAnswer = Math.max(this.slowestAnswer, performance.now() - begun);
      }
    }
  }
}
