import { OUTCOMES, RESPONSE_KINDS, type Outcome, type ResponseKind } from '@redress/domain';
import { Choice, LongText, Nested } from '../../../validation/fields';
import { CommandBody } from '../../parts/command.body';
import { HandlerBody } from '../../parts/handler.body';
import { Attachments } from '../../parts/fields';
import { type AttachmentBody } from '../../parts/attachment.body';

export class ResponseBody extends CommandBody {
  @Choice({
    of: RESPONSE_KINDS,
    description: '`interim` tells of progress, `holding` why it takes longer, `final` how it came out.',
    example: 'final',
  })
  kind!: ResponseKind;

  @LongText({ description: 'What the complainant was told.', example: 'The lift runs again.' })
  text!: string;

  @Choice({ of: OUTCOMES, description: 'Final only, and needed there.', example: 'upheld', optional: true })
  outcome?: Outcome;

  @LongText({
    description: 'Final only: what is done about it. Needed unless `not-upheld`.',
    example: 'The lift was repaired.',
    optional: true,
  })
  remedy?: string;

  @LongText({
    description: 'Why it takes longer; needed for `holding`.',
    example: 'A spare part is awaited.',
    optional: true,
  })
  reason?: string;

  @Nested(HandlerBody, {
    description: 'Who takes care of the case. Needed when nobody is assigned yet: what goes out first acknowledges.',
    optional: true,
  })
  handler?: HandlerBody;

  @Attachments()
  attachments?: AttachmentBody[];
}
