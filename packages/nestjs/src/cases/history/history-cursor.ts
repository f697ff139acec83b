import { invalidQuery } from '../../http/problem';
import { flaw } from '../../validation/flaw';

/** The revision of the last event of the page before. */
export function encodeRevision(revision: number): string {
  return Buffer.from(`r${revision}`).toString('base64url');
}

/** @throws {Problem} `invalid-request` */
export function decodeRevision(cursor: string): number {
  const revision = /^r(0|[1-9]\d{0,14})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (revision === undefined) throw invalidQuery([flaw('bad-cursor', undefined, '/cursor')]);
  return Number(revision);
}
