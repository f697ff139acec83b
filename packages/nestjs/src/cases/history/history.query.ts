import { Limit } from '../../http/page';
import { Text } from '../../validation/fields';
import { MomentQuery } from '../parts/moment.query';

export class HistoryQuery extends MomentQuery {
  @Limit()
  limit?: number;

  @Text({ max: 1_000, description: '`page.next` of the page before.', example: 'cjQ5', optional: true })
  cursor?: string;
}
