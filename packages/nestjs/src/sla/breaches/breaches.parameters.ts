import { type Standing, STANDINGS } from '@redress/read-models';
import { Choice } from '../../validation/fields';
import { ClockListParameters } from '../clock-list.parameters';

export class BreachesParameters extends ClockListParameters {
  @Choice({
    of: STANDINGS,
    description:
      '`open`: what was promised is still to be done; `done`: it was done since, or is owed no more. Left out: both.',
    example: 'open',
    optional: true,
  })
  standing?: Standing;
}
