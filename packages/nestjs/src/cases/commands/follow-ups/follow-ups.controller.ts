import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { FollowUpBody } from './follow-ups.body';

const followUp = commandSpec({
  id: 'followUp',
  summary: 'Record a follow-up',
  gives: ['FollowUp'],
  body: FollowUpBody,
  toCommand: (fields) => ({ type: 'FollowUp', ...fields }),
  before: 'answered',
  examples: {
    satisfied: {
      summary: 'It helped',
      value: { with: 'complainant', outcome: 'satisfied', note: 'The lift runs well.' },
    },
    dissatisfied: {
      summary: 'It did not help: the case goes back to work',
      value: { with: 'complainant', outcome: 'dissatisfied', note: 'It stands still again.' },
    },
  },
  refusals: [],
});

@RedressController('v1/cases/:caseId/follow-ups')
export class FollowUpsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(followUp)
  record(@Requested(followUp) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
