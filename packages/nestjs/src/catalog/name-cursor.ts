import { isPublicationName } from '@redress/domain';
import { invalidQuery } from '../http/problem';
import { flaw } from '../validation/flaw';

/** The last name of the page before. */
export function encodeName(name: string): string {
  return Buffer.from(`n${name}`).toString('base64url');
}

/** @throws {Problem} `invalid-request` */
export function decodeName(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString();
  const name = text.slice(1);
  if (!text.startsWith('n') || !isPublicationName(name)) throw invalidQuery([flaw('bad-cursor', undefined, '/cursor')]);
  return name;
}
