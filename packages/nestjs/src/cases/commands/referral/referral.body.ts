import { LongText, Name } from '../../../validation/fields';
import { CommandBody } from '../../parts/command.body';

export class ReferralBody extends CommandBody {
  @Name({ description: 'The other body.', example: 'Railway ombudsman' })
  to!: string;

  @LongText({ description: 'Why it is the right one.', example: 'The lift belongs to the railway.' })
  reason!: string;

  @LongText({
    description: 'What was sent to the complainant.',
    example: 'We passed your complaint on to the railway ombudsman.',
  })
  text!: string;
}
