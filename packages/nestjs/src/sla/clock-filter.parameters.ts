import { type Metric, METRICS, type Severity } from '@redress/domain';
import { SeverityField } from '../cases/parts/fields';
import { MomentQuery } from '../cases/parts/moment.query';
import { Choice, Name, WholeNumber } from '../validation/fields';
import { LIMITS } from '../validation/limits';

/** The filters of questions about clocks: every one given must hold, as of the moment asked for. */
export class ClockFilterParameters extends MomentQuery {
  @Choice({ of: METRICS, description: 'Clocks of this metric.', example: 'final-response', optional: true })
  metric?: Metric;

  @Name({ description: 'Clocks of the policy of this name, whatever its version.', example: 'default', optional: true })
  policy?: string;

  @Name({ description: 'Clocks of cases of the handler with this id.', example: 'ana', optional: true })
  handler?: string;

  @Name({ description: 'Clocks of cases that came in by this channel.', example: 'email', optional: true })
  channel?: string;

  @SeverityField({ description: 'Clocks of cases of this severity.' })
  severity?: Severity;

  @WholeNumber({
    min: 1,
    max: LIMITS.escalationLevel,
    description: 'Clocks of cases at this escalation level.',
    example: 2,
    optional: true,
  })
  escalationLevel?: number;
}
