import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { AssignmentBody } from './assignments.body';

const assign = commandSpec({
  id: 'assignHandler',
  summary: 'Assign another handler',
  gives: ['AssignHandler'],
  body: AssignmentBody,
  toCommand: (fields) => ({ type: 'AssignHandler', ...fields }),
  before: 'acknowledged',
  examples: {
    handedOver: {
      summary: 'The case changes hands',
      value: { handler: { id: 'bo', name: 'Bo Ek' }, reason: 'Knows the supplier.' },
    },
  },
  refusals: [],
});

@RedressController('v1/cases/:caseId/assignments')
export class AssignmentsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(assign)
  assign(@Requested(assign) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
