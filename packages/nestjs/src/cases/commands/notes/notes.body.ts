import { LongText } from '../../../validation/fields';
import { CommandBody } from '../../parts/command.body';

export class NoteBody extends CommandBody {
  @LongText({ description: 'For those who work on the case.', example: 'Called the supplier: no answer.' })
  text!: string;
}
