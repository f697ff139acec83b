import { START, type LogPage, type Position, type StoredEvent, type Subscriber } from '../event-store';

/** A subscriber that keeps what it is given. */
export interface Recorder {
  readonly subscriber: Subscriber;
  readonly pages: readonly LogPage[];
  readonly events: readonly StoredEvent[];
  /** Of the last page; START before the first. */
  position(): Position;
  /** Resolves once the condition holds, looked at after every page. */
  until(condition: () => boolean): Promise<void>;
}

/** @param work what the subscriber does with a page after it was kept */
export function recorder(work: Subscriber = () => undefined): Recorder {
  const pages: LogPage[] = [];
  const events: StoredEvent[] = [];
  const waiting = new Set<() => void>();
  return {
    pages,
    events,
    position: () => pages.at(-1)?.position ?? START,
    subscriber: (page) => {
      pages.push(page);
      events.push(...page.events);
      for (const look of waiting) look();
      return work(page);
    },
    until: (condition) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!condition()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}
