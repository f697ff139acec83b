/** What is asked for as it came, so that a command can be made of whatever a caller sent. */
export interface PublishPolicy {
  readonly type: 'PublishPolicy';
  readonly name: string;
  /** A `Policy`; its own name may be left away. */
  readonly policy: unknown;
}

export interface RetirePolicy {
  readonly type: 'RetirePolicy';
  readonly name: string;
}

export interface PublishCalendar {
  readonly type: 'PublishCalendar';
  readonly name: string;
  /** A `Calendar`. */
  readonly calendar: unknown;
}

export interface RetireCalendar {
  readonly type: 'RetireCalendar';
  readonly name: string;
}

export type CatalogCommand = PublishPolicy | RetirePolicy | PublishCalendar | RetireCalendar;
export type CatalogCommandType = CatalogCommand['type'];
