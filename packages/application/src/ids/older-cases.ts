import { type EventStore, START } from '@redress/event-store';
import { CASE_STREAM_PREFIX, caseIdOf } from '../case-stream';
import { isKeyedId } from './keyed-id';

/**
 * Whether cases may be on record under ids that were made without the secret, so that a receipt has to be looked for under
 * two ids. The first case of the log says so: a log that begins with a keyed id was begun by a version that makes no others.
 */
export class OlderCases {
  private mayBe: boolean | undefined;

  constructor(private readonly store: Pick<EventStore, 'readAll'>) {}

  /** Reads the log's first case once; a log without cases is asked again next time. */
  async mayBeOnRecord(): Promise<boolean> {
    if (this.mayBe !== undefined) return this.mayBe;
    const first = await this.firstCase();
    if (first === null) return false;
    this.mayBe = !isKeyedId(first);
    return this.mayBe;
  }

  /** Another log has taken the place of the one that was read. */
  forget(): void {
    this.mayBe = undefined;
  }

  private async firstCase(): Promise<string | null> {
    for (let after = START; ;) {
      const filter = { streamPrefixes: [CASE_STREAM_PREFIX] };
      const { events, position, atEnd } = await this.store.readAll({ after, limit: 1, filter });
      const [first] = events;
      if (first !== undefined) return caseIdOf(first.stream);
      if (atEnd) return null;
      after = position;
    }
  }
}
