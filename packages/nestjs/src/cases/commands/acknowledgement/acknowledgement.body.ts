import { LongText, Nested } from '../../../validation/fields';
import { CommandBody } from '../../parts/command.body';
import { HandlerBody } from '../../parts/handler.body';

export class AcknowledgementBody extends CommandBody {
  @Nested(HandlerBody, { description: 'Who takes care of the case.' })
  handler!: HandlerBody;

  @LongText({
    description: 'What the complainant was told.',
    example: 'Thank you. Ana Lind takes care of it.',
    optional: true,
  })
  text?: string;
}
