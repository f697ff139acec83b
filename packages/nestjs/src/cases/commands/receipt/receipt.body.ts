import { type Severity } from '@redress/domain';
import { Flag, LongText, Name, Nested, NestedList } from '../../../validation/fields';
import { LIMITS } from '../../../validation/limits';
import { Attachments, Labels, SeverityField } from '../../parts/fields';
import { CommandBody } from '../../parts/command.body';
import { ComplainantBody } from '../../parts/complainant.body';
import { ExternalRefBody } from '../../parts/external-ref.body';
import { type AttachmentBody } from '../../parts/attachment.body';

export class ReceiptBody extends CommandBody {
  @Name({ description: 'How it came in, in your own words.', example: 'email' })
  channel!: string;

  @Name({ description: 'What it is about, in a line.', example: 'The lift', optional: true })
  subject?: string;

  @LongText({ description: 'What the complainant said.', example: 'The lift has been out of order for a week.' })
  text!: string;

  @Nested(ComplainantBody, { description: 'Who complains.' })
  complainant!: ComplainantBody;

  @Name({ description: 'Category, in your own words.', example: 'building', optional: true })
  category?: string;

  @Name({ description: 'Product or service, in your own words.', example: 'lifts', optional: true })
  product?: string;

  @SeverityField()
  severity?: Severity;

  @Labels()
  labels?: string[];

  @Flag({
    description:
      'Not everybody sees the case: its handler, supervisors, admins and auditors do, who records it until a handler is named, and the key that records it, as itself. An access restriction keeps out who recorded it, too. Left out: false.',
    optional: true,
  })
  confidential?: boolean;

  @NestedList(ExternalRefBody, {
    maxItems: LIMITS.externalRefs,
    description: 'Records of other systems that the case belongs to.',
    optional: true,
  })
  externalRefs?: ExternalRefBody[];

  @Attachments()
  attachments?: AttachmentBody[];
}
