import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { EXAMPLE_REQUEST_ID } from '../../../openapi/example-ids';
import { InformationBody } from './information.body';

const receiveInformation = commandSpec({
  id: 'receiveInformation',
  summary: 'Record information that was asked for',
  gives: ['ReceiveInformation'],
  body: InformationBody,
  toCommand: (fields) => ({ type: 'ReceiveInformation', ...fields }),
  before: 'waiting',
  examples: {
    reply: {
      summary: 'What was asked for has come',
      value: { requestId: EXAMPLE_REQUEST_ID, text: 'The one in the east wing.' },
    },
  },
  refusals: ['no-such-request'],
});

@RedressController('v1/cases/:caseId/information')
export class InformationController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(receiveInformation)
  receive(@Requested(receiveInformation) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
