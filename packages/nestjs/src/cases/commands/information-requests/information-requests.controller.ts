import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { InformationRequestBody } from './information-requests.body';

const requestInformation = commandSpec({
  id: 'requestInformation',
  summary: 'Ask for information',
  gives: ['RequestInformation'],
  body: InformationRequestBody,
  toCommand: (fields) => ({ type: 'RequestInformation', ...fields }),
  before: 'acknowledged',
  examples: {
    question: {
      summary: 'A question to the complainant; `waitingFor` then holds its `requestId`',
      value: { from: 'complainant', question: 'Which of the two lifts is it?' },
    },
  },
  refusals: [],
});

@RedressController('v1/cases/:caseId/information-requests')
export class InformationRequestsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(requestInformation)
  request(@Requested(requestInformation) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
