import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { EscalationBody } from './escalations.body';

const escalate = commandSpec({
  id: 'escalateComplaint',
  summary: 'Escalate the complaint',
  gives: ['EscalateComplaint'],
  body: EscalationBody,
  toCommand: (fields) => ({ type: 'EscalateComplaint', ...fields }),
  before: 'acknowledged',
  examples: {
    early: {
      summary: 'Handed up before patience ends',
      value: { level: 2, reason: 'The supplier does not answer.', addressee: 'Facility management' },
    },
  },
  refusals: ['escalation-not-higher'],
});

@RedressController('v1/cases/:caseId/escalations')
export class EscalationsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(escalate)
  escalate(@Requested(escalate) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
