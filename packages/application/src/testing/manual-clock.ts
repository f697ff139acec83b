import { type Clock } from '../clock';

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  private milliseconds: number;

  /** @param instant ISO 8601 UTC */
  constructor(instant: string) {
    this.milliseconds = Date.parse(instant);
  }

  now(): number {
    return this.milliseconds;
  }

  advance(milliseconds: number): void {
    this.milliseconds += milliseconds;
  }

  set(instant: string): void {
    this.milliseconds = Date.parse(instant);
  }
}
