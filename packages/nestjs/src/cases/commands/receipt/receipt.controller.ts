import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { ReceiptBody } from './receipt.body';

const receive = commandSpec({
  id: 'receiveComplaint',
  summary: 'Receive a complaint',
  gives: ['ReceiveComplaint'],
  body: ReceiptBody,
  ifMatch: 'none',
  toCommand: (fields) => ({ type: 'ReceiveComplaint', ...fields }),
  before: 'none',
  examples: {
    shortest: {
      summary: 'The least that is needed',
      value: {
        channel: 'phone',
        text: 'Nobody calls me back.',
        complainant: { name: 'Cleo Martin' },
      },
    },
    full: {
      summary: 'With all that is known',
      value: {
        channel: 'email',
        subject: 'The lift',
        text: 'The lift has been out of order for a week.',
        complainant: { name: 'Cleo Martin', email: 'cleo@example.org', externalId: 'customer-4711' },
        category: 'building',
        product: 'lifts',
        severity: 'medium',
        labels: ['lift'],
        externalRefs: [{ system: 'crm', id: 'T-2207' }],
        attachments: [
          {
            name: 'lift.jpg',
            mediaType: 'image/jpeg',
            size: 48213,
            sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
          },
        ],
      },
    },
    late: {
      summary: 'A letter that lay in the post room',
      value: {
        channel: 'letter',
        text: 'The lift has been out of order for a week.',
        complainant: { name: 'Cleo Martin' },
        occurredAt: '2026-03-02T08:00:00+01:00',
        lateReason: 'The letter lay in the post room.',
      },
    },
  },
  refusals: [],
});

@RedressController('v1/cases')
export class ReceiptController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(receive)
  receive(@Requested(receive) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
