import { LongText, Nested } from '../../../validation/fields';
import { CommandBody } from '../../parts/command.body';
import { WaiverBody } from './waiver.body';

export class ResolutionBody extends CommandBody {
  @LongText({ description: 'How it ended.', example: 'Repaired and compensated.', optional: true })
  summary?: string;

  @Nested(WaiverBody, { description: 'A supervisor ends the case without a satisfied follow-up.', optional: true })
  waiver?: WaiverBody;
}
