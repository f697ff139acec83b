import { REDACTION_GROUNDS, type RedactionGround } from '@redress/domain';
import { EXAMPLE_RECEIPT_EVENT_ID } from '../../../openapi/example-ids';
import { Choice, LongText, Uuid } from '../../../validation/fields';
import { CommandBody } from '../../parts/command.body';

export class RedactionBody extends CommandBody {
  @Uuid({ description: 'Id of the event whose texts are withheld.', example: EXAMPLE_RECEIPT_EVENT_ID })
  event!: string;

  @Choice({ of: REDACTION_GROUNDS, description: '`warned-abuse` needs a warning on record.', example: 'legal' })
  ground!: RedactionGround;

  @LongText({ description: 'Why it is withheld.', example: 'Order of the court of 2 March 2026.' })
  reason!: string;
}
