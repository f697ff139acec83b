import { CLOCK_KINDS, type ClockKind } from '@redress/domain';
import { Choice } from '../../validation/fields';
import { ClockListParameters } from '../clock-list.parameters';

export class AtRiskParameters extends ClockListParameters {
  @Choice({
    of: CLOCK_KINDS,
    description: 'Only promises, or only milestones. Left out: both.',
    example: 'promise',
    optional: true,
  })
  kind?: ClockKind;
}
