import { LongText, Nested } from '../../../validation/fields';
import { CommandBody } from '../../parts/command.body';
import { HandlerBody } from '../../parts/handler.body';

export class AssignmentBody extends CommandBody {
  @Nested(HandlerBody, { description: 'Who takes care of the case from now on.' })
  handler!: HandlerBody;

  @LongText({ description: 'Why it changes hands.', example: 'Knows the supplier.', optional: true })
  reason?: string;
}
