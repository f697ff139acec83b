import { INFORMATION_SOURCES, type InformationSource } from '@redress/domain';
import { Choice, LongText } from '../../../validation/fields';
import { CommandBody } from '../../parts/command.body';

export class InformationRequestBody extends CommandBody {
  @Choice({ of: INFORMATION_SOURCES, description: 'Who is asked.', example: 'complainant' })
  from!: InformationSource;

  @LongText({ description: 'What is asked.', example: 'Which of the two lifts is it?' })
  question!: string;
}
