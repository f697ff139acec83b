import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { ReferralBody } from './referral.body';

const refer = commandSpec({
  id: 'referComplaint',
  summary: 'Refer the complaint to another body',
  gives: ['ReferComplaint'],
  body: ReferralBody,
  toCommand: (fields) => ({ type: 'ReferComplaint', ...fields }),
  before: 'acknowledged',
  examples: {
    ombudsman: {
      summary: 'Another body is the right one',
      value: {
        to: 'Railway ombudsman',
        reason: 'The lift belongs to the railway.',
        text: 'We passed your complaint on to the railway ombudsman.',
      },
    },
  },
  refusals: [],
});

@RedressController('v1/cases/:caseId/referral')
export class ReferralController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(refer)
  refer(@Requested(refer) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
