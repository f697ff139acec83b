import { LongText } from '../../../validation/fields';

export class WaiverBody {
  @LongText({
    description: 'Why no follow-up is needed.',
    example: 'The complainant has moved abroad and cannot be reached.',
  })
  reason!: string;
}
