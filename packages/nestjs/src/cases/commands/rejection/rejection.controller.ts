import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { RejectionBody } from './rejection.body';

const reject = commandSpec({
  id: 'rejectComplaint',
  summary: 'Reject the complaint',
  gives: ['RejectComplaint'],
  body: RejectionBody,
  ifMatch: 'required',
  toCommand: (fields) => ({ type: 'RejectComplaint', ...fields }),
  before: 'acknowledged',
  examples: {
    outOfScope: {
      summary: 'Not ours to solve',
      value: { ground: 'out-of-scope', text: 'The lift belongs to the railway: please write to them.' },
    },
    spam: { summary: 'No complaint at all', value: { ground: 'spam' } },
  },
  refusals: ['no-warning-on-record'],
});

@RedressController('v1/cases/:caseId/rejection')
export class RejectionController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(reject)
  reject(@Requested(reject) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
