import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { WithdrawalBody } from './withdrawal.body';

const withdraw = commandSpec({
  id: 'withdrawComplaint',
  summary: 'Withdraw the complaint',
  gives: ['WithdrawComplaint'],
  body: WithdrawalBody,
  toCommand: (fields) => ({ type: 'WithdrawComplaint', ...fields }),
  before: 'acknowledged',
  examples: {
    withdrawn: {
      summary: "The complainant's own wish",
      value: { reason: 'It has settled itself.', toldBy: 'By telephone, by Cleo Martin' },
    },
  },
  refusals: [],
});

@RedressController('v1/cases/:caseId/withdrawal')
export class WithdrawalController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(withdraw)
  withdraw(@Requested(withdraw) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
