import { OBLIGATIONS, type Obligation, type Severity, type Status, STATUSES } from '@redress/domain';
import { Limit } from '../../http/page';
import { Choice, Choices, Instant, Name, Pattern, Text, WholeNumber } from '../../validation/fields';
import { LIMITS } from '../../validation/limits';
import { MomentQuery } from '../parts/moment.query';
import { SeverityField } from '../parts/fields';

/** The filters of lists of cases: every one given must hold. */
export class CaseFilterParameters extends MomentQuery {
  @Choices({
    of: STATUSES,
    description: 'Cases in any of these statuses, separated by commas; left out: in every status.',
    example: ['received', 'acknowledged'],
    optional: true,
  })
  status?: Status[];

  @Name({ description: 'Cases of the handler with this id.', example: 'ana', optional: true })
  handler?: string;

  @SeverityField({ description: 'Cases of this severity.' })
  severity?: Severity;

  @Text({ max: LIMITS.label, description: 'Cases with this label.', example: 'lift', optional: true })
  label?: string;

  @Name({ description: 'Cases that came in by this channel.', example: 'email', optional: true })
  channel?: string;

  @Name({ description: 'Cases of this category.', example: 'building', optional: true })
  category?: string;

  @Name({ description: 'Cases about this product.', example: 'lifts', optional: true })
  product?: string;

  @WholeNumber({
    min: 1,
    max: LIMITS.escalationLevel,
    description: 'Cases at this escalation level.',
    example: 2,
    optional: true,
  })
  escalationLevel?: number;

  @Choice({ of: OBLIGATIONS, description: 'Cases that owe this.', example: 'follow-up', optional: true })
  owes?: Obligation;

  @Pattern({
    pattern: /^.+:.+$/s,
    max: 2 * LIMITS.name + 1,
    form: '<system>:<id> is expected',
    description:
      'Cases that belong to this record of another system, `<system>:<id>`. Both may hold colons; records that read the same are not told apart.',
    example: 'crm:T-2207',
    optional: true,
  })
  externalRef?: string;

  @Pattern({
    pattern: /^(?:externalId|email|phone):.+$/s,
    max: LIMITS.email + 16,
    form: 'externalId:<id>, email:<address> or phone:<number> is expected',
    description:
      'Cases of this complainant: `externalId:<id>`, `email:<address>` whatever its case, or `phone:<number>` by its digits, of whatever script; fewer than five digits are nobody’s.',
    example: 'email:cleo@example.org',
    optional: true,
  })
  complainant?: string;

  @Text({
    max: LIMITS.name,
    description:
      'Cases with all of these words, or phrases in quotation marks, anywhere in their texts, whatever form of Unicode they are written in.',
    example: 'lift "out of order"',
    optional: true,
  })
  q?: string;

  @Instant({ description: 'Received at this instant or later.', example: '2026-03-01T00:00:00Z', optional: true })
  receivedFrom?: string;

  @Instant({ description: 'Received before this instant.', example: '2026-04-01T00:00:00Z', optional: true })
  receivedTo?: string;

  @Limit()
  limit?: number;

  @Text({
    max: 1_000,
    description: '`page.next` of the page before, under the same sort and filters.',
    example: 'WyItcmVjZWl2ZWRBdCJd',
    optional: true,
  })
  cursor?: string;
}
