import { LongText, WholeNumber } from '../../../validation/fields';
import { LIMITS } from '../../../validation/limits';
import { CommandBody } from '../../parts/command.body';

export class DeescalationBody extends CommandBody {
  @WholeNumber({
    min: 1,
    max: LIMITS.escalationLevel,
    description: 'The level it goes back to, lower than the present one.',
    example: 1,
  })
  level!: number;

  @LongText({ description: 'Why it goes back.', example: 'The supplier has answered.' })
  reason!: string;
}
