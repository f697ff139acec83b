import { Choice, LongText, Name, Nested } from '../../../validation/fields';
import { CommandBody } from '../../parts/command.body';
import { HandlerBody } from '../../parts/handler.body';
import { Attachments } from '../../parts/fields';
import { type AttachmentBody } from '../../parts/attachment.body';

export class MessageBody extends CommandBody {
  @Choice({
    of: ['inbound', 'outbound'],
    description: '`inbound` from the complainant, `outbound` to the complainant.',
    example: 'inbound',
  })
  direction!: 'inbound' | 'outbound';

  @LongText({ description: 'What was said.', example: 'Is there any news?' })
  text!: string;

  @Name({ description: 'How it came or went.', example: 'email', optional: true })
  channel?: string;

  @Nested(HandlerBody, {
    description:
      'Outbound only: who takes care of the case. Needed when nobody is assigned yet: what goes out first acknowledges.',
    optional: true,
  })
  handler?: HandlerBody;

  @Attachments()
  attachments?: AttachmentBody[];
}
