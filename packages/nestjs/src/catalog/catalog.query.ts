import { Limit } from '../http/page';
import { Choice, Text } from '../validation/fields';

export class VersionsQuery {
  @Limit()
  limit?: number;

  @Text({ max: 1_000, description: '`page.next` of the page before.', example: 'cjQ5', optional: true })
  cursor?: string;
}

export class CatalogQuery extends VersionsQuery {
  @Choice({
    of: ['true', 'false'],
    description: 'Only those that are retired, or only those that are not; left out: all.',
    example: 'false',
    optional: true,
  })
  retired?: 'true' | 'false';
}
