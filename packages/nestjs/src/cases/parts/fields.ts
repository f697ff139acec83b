import { SEVERITIES } from '@redress/domain';
import { EXAMPLE_OTHER_CASE_ID } from '../../openapi/example-ids';
import { type FieldOptions } from '../../validation/field';
import { Choice, NestedList, Texts, Uuid } from '../../validation/fields';
import { LIMITS } from '../../validation/limits';
import { AttachmentBody } from './attachment.body';

/** Fields that several bodies have in common. */

export function Attachments(): PropertyDecorator {
  return NestedList(AttachmentBody, {
    maxItems: LIMITS.attachments,
    description: 'Files that came or went along: their digests are on record, the bytes stay with you.',
    optional: true,
  });
}

export function SeverityField(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return Choice({ of: SEVERITIES, description: 'How severe it is.', example: 'medium', optional: true, ...options });
}

export function Labels(): PropertyDecorator {
  return Texts({
    max: LIMITS.label,
    maxItems: LIMITS.labels,
    description: 'Labels, none twice.',
    example: ['lift'],
    optional: true,
  });
}

export function CaseIdField(description: string): PropertyDecorator {
  return Uuid({ description, example: EXAMPLE_OTHER_CASE_ID });
}
