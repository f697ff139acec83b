import { REJECTION_GROUNDS, type RejectionGround } from '@redress/domain';
import { Choice, LongText } from '../../../validation/fields';
import { CommandBody } from '../../parts/command.body';

export class RejectionBody extends CommandBody {
  @Choice({
    of: REJECTION_GROUNDS,
    description: 'Why it is rejected. `abuse` needs a warning on record.',
    example: 'out-of-scope',
  })
  ground!: RejectionGround;

  @LongText({
    description: 'What was sent to the complainant; needed unless it is spam.',
    example: 'The lift belongs to the railway: please write to them.',
    optional: true,
  })
  text?: string;

  @LongText({ description: 'For those who work on the case.', example: 'Railway building.', optional: true })
  note?: string;
}
