import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Answer } from '../http/answer';
import { type LifecycleTables, lifecycleTables } from './lifecycle-tables';

/** Which command is possible when, by which rule not, and for whom. */
export class GetLifecycle extends Query<Answer<LifecycleTables>> {}

@QueryHandler(GetLifecycle)
export class GetLifecycleHandler implements IQueryHandler<GetLifecycle> {
  execute(): Promise<Answer<LifecycleTables>> {
    return Promise.resolve({ body: lifecycleTables });
  }
}
