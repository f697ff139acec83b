import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { WarningBody } from './warnings.body';

const warn = commandSpec({
  id: 'warnComplainant',
  summary: 'Warn the complainant',
  gives: ['WarnComplainant'],
  body: WarningBody,
  toCommand: (fields) => ({ type: 'WarnComplainant', ...fields }),
  before: 'acknowledged',
  examples: {
    warning: {
      summary: 'Abuse is warned first, on record',
      value: { text: 'We help gladly, and ask you not to insult our staff.' },
    },
  },
  refusals: [],
});

@RedressController('v1/cases/:caseId/warnings')
export class WarningsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(warn)
  warn(@Requested(warn) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
