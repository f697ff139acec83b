/** An iCalendar text cannot be read; the message says which event, and what to do. */
export class ICalendarError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ICalendarError';
  }
}
