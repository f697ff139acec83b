import { FOLLOW_UP_OUTCOMES, FOLLOW_UP_PARTIES, type FollowUpOutcome, type FollowUpParty } from '@redress/domain';
import { Choice, LongText } from '../../../validation/fields';
import { CommandBody } from '../../parts/command.body';

export class FollowUpBody extends CommandBody {
  @Choice({ of: FOLLOW_UP_PARTIES, description: 'Who was asked whether it helped.', example: 'complainant' })
  with!: FollowUpParty;

  @Choice({ of: FOLLOW_UP_OUTCOMES, description: 'What the answer was.', example: 'satisfied' })
  outcome!: FollowUpOutcome;

  @LongText({ description: 'What was said.', example: 'The lift runs well.', optional: true })
  note?: string;
}
