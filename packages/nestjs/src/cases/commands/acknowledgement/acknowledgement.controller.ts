import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { AcknowledgementBody } from './acknowledgement.body';

const acknowledge = commandSpec({
  id: 'acknowledgeComplaint',
  summary: 'Acknowledge the complaint',
  gives: ['AcknowledgeComplaint'],
  body: AcknowledgementBody,
  toCommand: (fields) => ({ type: 'AcknowledgeComplaint', ...fields }),
  before: 'received',
  examples: {
    acknowledgement: {
      summary: 'Names who takes care of it',
      value: { handler: { id: 'ana', name: 'Ana Lind' }, text: 'Thank you. Ana Lind takes care of it.' },
    },
  },
  refusals: [],
});

@RedressController('v1/cases/:caseId/acknowledgement')
export class AcknowledgementController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(acknowledge)
  acknowledge(@Requested(acknowledge) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
