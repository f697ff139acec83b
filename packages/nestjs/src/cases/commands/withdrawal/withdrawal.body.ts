import { LongText } from '../../../validation/fields';
import { CommandBody } from '../../parts/command.body';

export class WithdrawalBody extends CommandBody {
  @LongText({ description: 'The wish, as it was told.', example: 'It has settled itself.' })
  reason!: string;

  @LongText({ description: 'How, or through whom, it was told.', example: 'By telephone, by Cleo Martin' })
  toldBy!: string;
}
