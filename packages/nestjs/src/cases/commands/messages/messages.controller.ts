import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { messageCommand } from './message-command';
import { MessageBody } from './messages.body';

const addMessage = commandSpec({
  id: 'addMessage',
  summary: 'Record a message from the complainant, or send one',
  gives: ['RecordMessage', 'SendMessage'],
  body: MessageBody,
  toCommand: messageCommand,
  before: 'acknowledged',
  examples: {
    inbound: {
      summary: 'The complainant asks for news',
      value: { direction: 'inbound', text: 'Is there any news?', channel: 'email' },
    },
    outbound: {
      summary: 'An answer',
      value: { direction: 'outbound', text: 'The spare part comes on Monday.', channel: 'email' },
    },
  },
  refusals: ['case-full', 'case-merged', 'handler-required'],
});

@RedressController('v1/cases/:caseId/messages')
export class MessagesController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(addMessage)
  add(@Requested(addMessage) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
