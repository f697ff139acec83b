import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { ResponseBody } from './responses.body';

const respond = commandSpec({
  id: 'issueResponse',
  summary: 'Respond to the complaint',
  gives: ['IssueResponse'],
  body: ResponseBody,
  toCommand: (fields) => ({ type: 'IssueResponse', ...fields }),
  before: 'acknowledged',
  examples: {
    final: {
      summary: 'The final response',
      value: {
        kind: 'final',
        outcome: 'upheld',
        text: 'The lift runs again.',
        remedy: 'The lift was repaired, and a month of the service charge is returned.',
      },
    },
    holding: {
      summary: 'It takes longer',
      value: { kind: 'holding', text: 'It takes until Monday.', reason: 'A spare part is awaited.' },
    },
  },
  refusals: ['handler-required', 'reason-required'],
});

@RedressController('v1/cases/:caseId/responses')
export class ResponsesController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(respond)
  issue(@Requested(respond) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
