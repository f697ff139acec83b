import { type CatalogCommandType, type CommandType, type Role } from '@redress/domain';
import { OutcomeUnknownError, type StoredEvent, StoreUnavailableError, StoreUnusableError } from '@redress/event-store';

/** There is no such case, or none that the actor may know of: the two look the same from outside. */
export class CaseNotFoundError extends Error {
  constructor(readonly caseId: string) {
    super('There is no such case');
    this.name = 'CaseNotFoundError';
  }
}

/** The case exists now, but nothing of it was known, or had happened, at the instant asked for. */
export class NotYetRecordedError extends Error {
  constructor(readonly caseId: string) {
    super('The case was not on record at that instant: ask for a later one');
    this.name = 'NotYetRecordedError';
  }
}

/** The case has no such clock, at the instant asked for. */
export class ClockNotFoundError extends Error {
  constructor(readonly clock: string) {
    super('The case has no such clock: `GET .../clocks` lists those that it has');
    this.name = 'ClockNotFoundError';
  }
}

/** The actor's role may not give the command. */
export class ForbiddenCommandError extends Error {
  constructor(
    readonly role: Role,
    readonly command: CommandType | CatalogCommandType,
  ) {
    super(`The role ${role} may not give ${command}`);
    this.name = 'ForbiddenCommandError';
  }
}

/** The case, the policy or the calendar is not at the revision that `If-Match` named; nothing was written. */
export class RevisionMismatchError extends Error {
  /** Revisions from 0; -1 for one that there is not. */
  constructor(
    readonly expected: number,
    readonly actual: number,
  ) {
    super(mismatch(expected, actual));
    this.name = 'RevisionMismatchError';
  }
}

function mismatch(expected: number, actual: number): string {
  if (actual === -1) return 'There is none yet that If-Match could name: send If-None-Match: * instead';
  if (expected === -1) return `There is one already, at revision ${actual}: send its ETag as If-Match to replace it`;
  return `It is at revision ${actual}, not ${expected}: read it again and decide anew`;
}

/** There is no policy or no calendar of this name, or no such version of it. */
export class PublicationNotFoundError extends Error {
  constructor(readonly what: 'policy' | 'calendar') {
    super(`There is no such ${what}, or it has no such version`);
    this.name = 'PublicationNotFoundError';
  }
}

/** The same Idempotency-Key came with another method, route or body. */
export class IdempotencyKeyReusedError extends Error {
  constructor() {
    super('This Idempotency-Key was used for another request: take a new key for a new request');
    this.name = 'IdempotencyKeyReusedError';
  }
}

/** Whether the command was recorded could not be found out in time; repeating it with its Idempotency-Key is safe. */
export class UnsettledError extends Error {
  constructor(options?: ErrorOptions) {
    super(
      'Whether the command was recorded could not be found out in time: repeat it with the same Idempotency-Key',
      options,
    );
    this.name = 'UnsettledError';
  }
}

/** Others changed the case again and again until the deadline; nothing was written. */
export class TooMuchContentionError extends Error {
  /** @param changed the case, or the stream */
  constructor(readonly changed: string) {
    super('Others changed it again and again; nothing was recorded: repeat the command');
    this.name = 'TooMuchContentionError';
  }
}

/** A newer version of Redress, or something else, wrote the event; this one must not guess what it means. */
export class UnreadableEventError extends Error {
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly schemaVersion: number;

  constructor(
    readonly code: 'unknown-event-type' | 'newer-schema-version',
    event: Pick<StoredEvent, 'stream' | 'revision' | 'type' | 'schemaVersion'>,
  ) {
    const { stream, revision, type, schemaVersion } = event;
    super(
      `Event ${revision} of ${stream}, ${type} in version ${schemaVersion}, is not known to this version of Redress: update it`,
    );
    this.name = 'UnreadableEventError';
    this.stream = stream;
    this.revision = revision;
    this.type = type;
    this.schemaVersion = schemaVersion;
  }
}

/** An instant that is asked for lies in the future. */
export class FutureInstantError extends Error {
  constructor(readonly parameter: 'asOf' | 'asOfOccurred') {
    super(`${parameter} lies in the future: nobody knows yet`);
    this.name = 'FutureInstantError';
  }
}

/** The case was merged: what is said to its complainant, or by them, is recorded on the other one. */
export class MergedElsewhereError extends Error {
  constructor(readonly into: string) {
    super('The case was merged into another one');
    this.name = 'MergedElsewhereError';
  }
}

/** The store is in trouble, or others are at the case: trying again may help. Nothing is said of the command itself. */
export function isPassing(error: unknown): boolean {
  return [StoreUnavailableError, StoreUnusableError, OutcomeUnknownError, UnsettledError, TooMuchContentionError].some(
    (type) => error instanceof type,
  );
}
