import { LongText, Name, WholeNumber } from '../../../validation/fields';
import { LIMITS } from '../../../validation/limits';
import { CommandBody } from '../../parts/command.body';

export class EscalationBody extends CommandBody {
  @WholeNumber({
    min: 1,
    max: LIMITS.escalationLevel,
    description: 'The level it goes to, higher than the present one. A case starts at 1.',
    example: 2,
  })
  level!: number;

  @LongText({ description: 'Why it is handed up.', example: 'The supplier does not answer.' })
  reason!: string;

  @Name({ description: 'Who hears of it.', example: 'Facility management' })
  addressee!: string;
}
