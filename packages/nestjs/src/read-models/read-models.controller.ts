import { Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { type Actor } from '@redress/domain';
import { ActingActor } from '../access/acting-actor.decorator';
import { type Answer } from '../http/answer';
import { EmptyBody, Nothing } from '../http/empty-body';
import { Asked, NoQuery } from '../http/query.pipe';
import { RedressController } from '../http/redress-controller';
import { Route } from '../http/route';
import { exampleReadModel } from '../openapi/example-lists';
import { ListReadModels } from './list-read-models';
import { type ReadModelView } from './read-model-view';
import { RebuildReadModel } from './rebuild-read-model';

@RedressController('v1/read-models')
export class ReadModelsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  @Get()
  @Route({
    operationId: 'listReadModels',
    tag: 'Read models',
    summary: 'How the read models stand',
    description: 'Lists and reports are folded from the log: how far each has read, and which cases it could not fold.',
    access: { permission: 'read' },
    answer: {
      status: 200,
      description: 'Every read model.',
      schema: 'ReadModelList',
      example: () => ({ data: [exampleReadModel()] }),
      headers: [],
    },
    problems: [],
  })
  list(
    @Asked(NoQuery) _query: NoQuery,
    @ActingActor() actor: Actor,
  ): Promise<Answer<{ readonly data: readonly ReadModelView[] }>> {
    return this.queries.execute(new ListReadModels(actor));
  }

  @Post(':name/rebuild')
  @Route({
    operationId: 'rebuildReadModel',
    tag: 'Read models',
    summary: 'Rebuild a read model',
    description:
      'Folds it anew from the log beside the one that serves, which it replaces when it has caught up. Parked cases are tried again.',
    access: { permission: 'rebuild' },
    pathParameters: { name: { description: 'Name of the read model.', example: 'case-list', uuid: false } },
    body: { type: EmptyBody, optional: true, examples: { nothing: { summary: 'Nothing to say', value: {} } } },
    answer: {
      status: 202,
      description: 'The rebuild has begun.',
      schema: 'ReadModel',
      example: exampleReadModel,
      headers: [],
    },
    problems: ['not-found'],
  })
  rebuild(
    @Param('name') name: string,
    @Asked(NoQuery) _query: NoQuery,
    @Nothing() _nothing: undefined,
  ): Promise<Answer<ReadModelView | undefined>> {
    return this.commands.execute(new RebuildReadModel(name));
  }
}
