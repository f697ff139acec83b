import { EARLIEST_OCCURRED_AT } from '@redress/domain';
import { Instant, LongText } from '../../validation/fields';

/** What every command's body takes. */
export class CommandBody {
  @Instant({
    description:
      'When it happened, RFC 3339 with a zone, not before 1900; default now. Up to 60 seconds ahead counts as now. More than 15 minutes back needs a `lateReason`, more than 24 hours back a supervisor or an integration.',
    example: '2026-03-02T09:00:00Z',
    earliest: EARLIEST_OCCURRED_AT,
    optional: true,
  })
  occurredAt?: string;

  @LongText({ description: 'Why it is entered late.', example: 'The letter lay in the post room.', optional: true })
  lateReason?: string;
}
