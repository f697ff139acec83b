import { type RecordMessage, type SendMessage } from '@redress/domain';
import { invalidBody } from '../../../http/problem';
import { flaw } from '../../../validation/flaw';
import { type Fields } from '../command-spec';
import { type MessageBody } from './messages.body';

/** A message from the complainant is recorded, one to the complainant is sent. */
export function messageCommand({ direction, handler, ...message }: Fields<MessageBody>): RecordMessage | SendMessage {
  if (direction === 'inbound') {
    if (handler !== undefined)
      throw invalidBody([flaw('not-here', 'Only an outbound message names a handler', '/handler')]);
    return { type: 'RecordMessage', ...message };
  }
  return { type: 'SendMessage', ...message, ...(handler === undefined ? {} : { handler }) };
}
