import {
  type AppendResult,
  type ExpectedRevision,
  type NewEvent,
  type Position,
  type ReadStreamOptions,
  type StoredEvent,
  StoreUnusableError,
} from '@redress/event-store';
import { FaultyStore } from '../../testing/faulty-store';

/** What a process sees of the store until it is killed in the middle of an append: nothing more after that. */
export class MortalStore extends FaultyStore {
  isDead = false;
  private end: 'before' | 'after' | null = null;

  /** The next append is the last thing that the process does: it arrives, or it does not. */
  dieAtNextAppend(end: 'before' | 'after'): void {
    this.end = end;
  }

  override async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    const { end } = this;
    if (end === 'before') this.isDead = true;
    this.assertAlive();
    const result = super.append(stream, expected, events);
    if (end === 'after') this.isDead = true;
    return result.finally(() => this.assertAlive());
  }

  override async readStream(stream: string, options?: ReadStreamOptions): Promise<readonly StoredEvent[]> {
    this.assertAlive();
    return super.readStream(stream, options);
  }

  override async head(): Promise<Position> {
    this.assertAlive();
    return super.head();
  }

  private assertAlive(): void {
    if (this.isDead) throw new StoreUnusableError('The process is dead');
  }
}
