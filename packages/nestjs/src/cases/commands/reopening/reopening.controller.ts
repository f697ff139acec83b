import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { ReopeningBody } from './reopening.body';

const reopen = commandSpec({
  id: 'reopenComplaint',
  summary: 'Reopen the complaint',
  gives: ['ReopenComplaint'],
  body: ReopeningBody,
  toCommand: (fields) => ({ type: 'ReopenComplaint', ...fields }),
  before: 'resolved',
  examples: { again: { summary: 'It came back', value: { reason: 'The lift stands still again.' } } },
  refusals: ['case-merged', 'reopen-window-over'],
});

@RedressController('v1/cases/:caseId/reopening')
export class ReopeningController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(reopen)
  reopen(@Requested(reopen) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
