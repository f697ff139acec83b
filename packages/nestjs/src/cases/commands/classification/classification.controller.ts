import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { ClassificationBody } from './classification.body';

const classify = commandSpec({
  id: 'classifyComplaint',
  summary: 'Classify the complaint',
  gives: ['ClassifyComplaint'],
  body: ClassificationBody,
  toCommand: (fields) => ({ type: 'ClassifyComplaint', ...fields }),
  before: 'acknowledged',
  examples: {
    severe: {
      summary: 'More severe than it looked; what is left out stays as it is',
      value: { severity: 'high', labels: ['lift', 'accessibility'] },
    },
    without: { summary: 'Null takes a value away', value: { product: null } },
  },
  refusals: [],
});

@RedressController('v1/cases/:caseId/classification')
export class ClassificationController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(classify)
  classify(@Requested(classify) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
