import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { EXAMPLE_RECEIPT_EVENT_ID } from '../../../openapi/example-ids';
import { RedactionBody } from './redactions.body';

const redact = commandSpec({
  id: 'redactContent',
  summary: 'Withhold the texts of an event',
  gives: ['RedactContent'],
  body: RedactionBody,
  ifMatch: 'required',
  toCommand: (fields) => ({ type: 'RedactContent', ...fields }),
  before: 'acknowledged',
  examples: {
    court: {
      summary: 'A legal ground',
      value: { event: EXAMPLE_RECEIPT_EVENT_ID, ground: 'legal', reason: 'Order of the court of 2 March 2026.' },
    },
  },
  refusals: ['no-warning-on-record'],
});

@RedressController('v1/cases/:caseId/redactions')
export class RedactionsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(redact)
  redact(@Requested(redact) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
