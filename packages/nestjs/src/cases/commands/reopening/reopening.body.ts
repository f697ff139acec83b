import { LongText } from '../../../validation/fields';
import { CommandBody } from '../../parts/command.body';

export class ReopeningBody extends CommandBody {
  @LongText({ description: 'Why work goes on.', example: 'The lift stands still again.' })
  reason!: string;
}
