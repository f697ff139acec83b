import { type StoredEvent } from '@redress/event-store';

/** However few events that is: their texts, and what is made of them, are in memory together. */
const LARGEST = 8 * 1024 * 1024;

/** Events that are read and not yet applied. */
export class Window {
  private events: StoredEvent[] = [];
  private characters = 0;

  /** @param enough so many events, or texts as long as may be held */
  constructor(private readonly enough: number) {}

  get isFull(): boolean {
    return this.events.length >= this.enough || this.characters >= LARGEST;
  }

  add(events: readonly StoredEvent[]): void {
    for (const event of events) {
      this.events.push(event);
      this.characters += event.data.length + event.metadata.length;
    }
  }

  /** All of it; what is added from now on is another window. */
  take(): readonly StoredEvent[] {
    const { events } = this;
    this.events = [];
    this.characters = 0;
    return events;
  }
}
