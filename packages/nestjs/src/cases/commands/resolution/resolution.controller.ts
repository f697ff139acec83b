import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { ResolutionBody } from './resolution.body';

const resolve = commandSpec({
  id: 'resolveComplaint',
  summary: 'Resolve the complaint',
  gives: ['ResolveComplaint'],
  body: ResolutionBody,
  ifMatch: 'required',
  toCommand: (fields) => ({ type: 'ResolveComplaint', ...fields }),
  before: 'followedUp',
  examples: {
    satisfied: { summary: 'The complainant is satisfied', value: { summary: 'Repaired and compensated.' } },
    waiver: {
      summary: 'A supervisor waives',
      value: { waiver: { reason: 'The complainant has moved abroad and cannot be reached.' } },
    },
  },
  refusals: [
    'complainant-dissatisfied',
    'handler-not-followed-up',
    'not-answered',
    'not-followed-up',
    'unanswered-message',
    'waiver-needs-supervisor',
  ],
});

@RedressController('v1/cases/:caseId/resolution')
export class ResolutionController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(resolve)
  resolve(@Requested(resolve) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
