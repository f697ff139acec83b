import { Delete, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { EXAMPLE_OTHER_CASE_ID } from '../../../openapi/example-ids';
import { CommandBody } from '../../parts/command.body';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { LinkBody } from './links.body';

const link = commandSpec({
  id: 'linkCases',
  summary: 'Link the case to another one',
  gives: ['LinkCases'],
  body: LinkBody,
  toCommand: (fields) => ({ type: 'LinkCases', ...fields }),
  before: 'received',
  examples: {
    sameProblem: {
      summary: 'Others have the same problem',
      value: { to: EXAMPLE_OTHER_CASE_ID, relation: 'same-problem' },
    },
  },
  refusals: ['case-full'],
});

const unlink = commandSpec({
  id: 'unlinkCases',
  summary: 'Take a link away',
  gives: ['UnlinkCases'],
  body: CommandBody,
  bodyOptional: true,
  path: { to: { description: 'Id of the case at the other end of the link.', example: EXAMPLE_OTHER_CASE_ID } },
  toCommand: (_fields, { to = '' }) => ({ type: 'UnlinkCases', to }),
  before: 'linked',
  examples: { now: { summary: 'As of now', value: {} } },
  refusals: [],
});

@RedressController('v1/cases/:caseId/links')
export class LinksController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(link)
  link(@Requested(link) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }

  @Delete(':to')
  @CommandRoute(unlink)
  unlink(@Requested(unlink) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
