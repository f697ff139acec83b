import { type CommandRequest } from '@redress/application';
import { type InvalidCommand } from '@redress/domain';
import { isUuid } from '../../validation/fields';
import { type Flaw, type FlawCode } from '../../validation/flaw';

/** What the rules found wrong with a value of a command, as a flaw of the body. */
export function flawOf({ pointer, message }: InvalidCommand, { command, caseId }: CommandRequest): Flaw {
  return { at: pointer, code: codeOf(valueAt(command, pointer), caseId), message };
}

/** Only the rules know what a command needs beside what else it says; what was said there tells which kind of flaw it is. */
function codeOf(value: unknown, caseId: string): FlawCode {
  if (value === undefined || value === null) return 'required';
  if (value === caseId) return 'same-case';
  return typeof value === 'string' && isUuid(value) ? 'no-such-thing' : 'not-here';
}

/** @param pointer RFC 6901; the names of fields need no escapes */
function valueAt(command: object, pointer: string): unknown {
  let value: unknown = command;
  for (const name of pointer.split('/').slice(1)) value = (value as Record<string, unknown> | null | undefined)?.[name];
  return value;
}
