import { Limit } from '../http/page';
import { EXAMPLE_POSITION } from '../openapi/example-ids';
import { Text } from '../validation/fields';

export class FeedQuery {
  @Text({
    max: 100,
    description: 'Events behind this position, as `Redress-Position` gave it; left out: from the beginning.',
    example: EXAMPLE_POSITION,
    optional: true,
  })
  after?: string;

  @Limit()
  limit?: number;
}
