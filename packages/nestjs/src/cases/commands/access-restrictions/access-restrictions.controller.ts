import { Delete, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { CommandBody } from '../../parts/command.body';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { AccessRestrictionBody } from './access-restrictions.body';

const restrict = commandSpec({
  id: 'restrictAccess',
  summary: 'Restrict who sees the case',
  gives: ['RestrictAccess'],
  body: AccessRestrictionBody,
  toCommand: (fields) => ({ type: 'RestrictAccess', ...fields }),
  before: 'acknowledged',
  examples: {
    colleague: { summary: 'A colleague is named', value: { to: ['ana'], reason: 'A colleague is named.' } },
  },
  refusals: [],
});

const unrestrict = commandSpec({
  id: 'unrestrictAccess',
  summary: 'Let everybody see the case again',
  gives: ['UnrestrictAccess'],
  body: CommandBody,
  bodyOptional: true,
  toCommand: () => ({ type: 'UnrestrictAccess' }),
  before: 'restricted',
  examples: { now: { summary: 'As of now', value: {} } },
  refusals: [],
});

@RedressController('v1/cases/:caseId/access-restrictions')
export class AccessRestrictionsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(restrict)
  restrict(@Requested(restrict) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }

  @Delete()
  @CommandRoute(unrestrict)
  unrestrict(@Requested(unrestrict) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
