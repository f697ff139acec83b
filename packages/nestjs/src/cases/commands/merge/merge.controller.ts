import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { EXAMPLE_OTHER_CASE_ID } from '../../../openapi/example-ids';
import { MergeBody } from './merge.body';

const merge = commandSpec({
  id: 'mergeComplaint',
  summary: 'Merge the case into another one',
  gives: ['MergeComplaint'],
  body: MergeBody,
  ifMatch: 'required',
  toCommand: (fields) => ({ type: 'MergeComplaint', ...fields }),
  before: 'received',
  examples: { twice: { summary: 'The same complaint came twice', value: { into: EXAMPLE_OTHER_CASE_ID } } },
  refusals: ['merge-cycle', 'merge-into-itself', 'merge-other-complainant', 'merge-target-ended'],
});

@RedressController('v1/cases/:caseId/merge')
export class MergeController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(merge)
  merge(@Requested(merge) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
