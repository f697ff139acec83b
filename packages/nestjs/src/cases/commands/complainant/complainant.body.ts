import { LongText, Nested } from '../../../validation/fields';
import { CommandBody } from '../../parts/command.body';
import { ComplainantChangesBody } from './complainant-changes.body';

export class CorrectionBody extends CommandBody {
  @Nested(ComplainantChangesBody, { description: 'What is left out stays as it is; null takes a value away.' })
  changes!: ComplainantChangesBody;

  @LongText({ description: 'Why it is corrected.', example: 'Misspelt at the telephone.' })
  reason!: string;
}
