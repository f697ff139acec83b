import { LongText } from '../../../validation/fields';
import { CommandBody } from '../../parts/command.body';

export class WarningBody extends CommandBody {
  @LongText({
    description: 'What the complainant was told.',
    example: 'We help gladly, and ask you not to insult our staff.',
  })
  text!: string;
}
