import { Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Answer } from '../http/answer';
import { Asked, NoQuery } from '../http/query.pipe';
import { RedressController } from '../http/redress-controller';
import { Route } from '../http/route';
import { GetLifecycle } from './get-lifecycle';
import { type LifecycleTables, lifecycleTables } from './lifecycle-tables';

@RedressController('v1/lifecycle')
export class LifecycleController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Route({
    operationId: 'getLifecycle',
    tag: 'Rules',
    summary: 'Read the tables of transitions, rules and roles',
    description:
      'The very tables that decide: which command is possible in which status, by which rule not, and for which role.',
    access: { permission: 'read' },
    answer: {
      status: 200,
      description: 'The tables.',
      schema: 'Lifecycle',
      example: () => ({
        ...lifecycleTables,
        commands: lifecycleTables.commands.slice(0, 2),
        rules: lifecycleTables.rules.slice(0, 2),
        roles: lifecycleTables.roles.slice(-1),
      }),
      headers: [],
    },
    withoutStore: true,
    problems: [],
  })
  read(@Asked(NoQuery) _query: NoQuery): Promise<Answer<LifecycleTables>> {
    return this.queries.execute(new GetLifecycle());
  }
}
