import { REPORT_DAYS, REPORT_GROUPS, type ReportGroup } from '@redress/read-models';
import { Choices, Instant } from '../../validation/fields';
import { ClockFilterParameters } from '../clock-filter.parameters';

export class ReportParameters extends ClockFilterParameters {
  @Instant({
    description: `Clocks that started at this instant or later; left out: ${REPORT_DAYS} days before \`to\`.`,
    example: '2026-01-01T00:00:00Z',
    optional: true,
  })
  from?: string;

  @Instant({
    description: 'Clocks that started before this instant; left out: up to the moment asked for.',
    example: '2026-04-01T00:00:00Z',
    optional: true,
  })
  to?: string;

  @Choices({
    of: REPORT_GROUPS,
    description:
      'A line for each of these, or for each combination, separated by commas: `policy` by version, `metric`, `handler` who has the case, `month` in which the clock started (UTC). Left out: one line of all.',
    example: ['policy', 'metric'],
    optional: true,
  })
  groupBy?: ReportGroup[];
}
