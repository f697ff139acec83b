import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { CorrectionBody } from './complainant.body';

const correct = commandSpec({
  id: 'correctComplainant',
  summary: 'Correct who complains',
  gives: ['CorrectComplainant'],
  body: CorrectionBody,
  toCommand: (fields) => ({ type: 'CorrectComplainant', ...fields }),
  before: 'acknowledged',
  examples: {
    misspelt: {
      summary: 'A misspelt name',
      value: { changes: { name: 'Cléo Martin', phone: null }, reason: 'Misspelt at the telephone.' },
    },
  },
  refusals: [],
});

@RedressController('v1/cases/:caseId/complainant')
export class ComplainantController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(correct)
  correct(@Requested(correct) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
