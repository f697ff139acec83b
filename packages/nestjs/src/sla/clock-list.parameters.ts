import { Limit } from '../http/page';
import { Text } from '../validation/fields';
import { ClockFilterParameters } from './clock-filter.parameters';

export class ClockListParameters extends ClockFilterParameters {
  @Limit()
  limit?: number;

  @Text({
    max: 1_000,
    description: '`page.next` of the page before, under the same filters.',
    example: 'WyJicmVhY2hlcyJd',
    optional: true,
  })
  cursor?: string;
}
