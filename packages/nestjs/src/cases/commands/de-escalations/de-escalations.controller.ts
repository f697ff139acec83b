import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { DeescalationBody } from './de-escalations.body';

const deescalate = commandSpec({
  id: 'deescalateComplaint',
  summary: 'Take the complaint back to a lower level',
  gives: ['DeescalateComplaint'],
  body: DeescalationBody,
  toCommand: (fields) => ({ type: 'DeescalateComplaint', ...fields }),
  before: 'escalated',
  examples: {
    solved: { summary: 'What held it up is solved', value: { level: 1, reason: 'The supplier has answered.' } },
  },
  refusals: ['deescalation-not-lower'],
});

@RedressController('v1/cases/:caseId/de-escalations')
export class DeescalationsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(deescalate)
  deescalate(@Requested(deescalate) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
