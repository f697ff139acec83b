import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Actor } from '@redress/domain';
import { ActingActor } from '../access/acting-actor.decorator';
import { type Answer } from '../http/answer';
import { EmptyBody, Nothing } from '../http/empty-body';
import { Asked, NoQuery } from '../http/query.pipe';
import { RedressController } from '../http/redress-controller';
import { Route } from '../http/route';
import { type ClockConfirmationView, ConfirmClock } from './confirm-clock';

@RedressController('v1/clock')
export class ClockController {
  constructor(private readonly commands: CommandBus) {}

  @Post('confirmation')
  @Route({
    operationId: 'confirmClock',
    tag: 'Operations',
    summary: "Confirm the machine's clock",
    description:
      'When the clock of a machine may be wrong, broken promises and escalations that fall due are not recorded. Look at the clock; when it is right, confirm it. That is put on record each time, and every replica whose clock says the same goes on recording.',
    access: { permission: 'confirm-clock' },
    body: { type: EmptyBody, optional: true, examples: { nothing: { summary: 'Nothing to say', value: {} } } },
    answer: {
      status: 200,
      description: 'It is on record.',
      schema: 'ClockConfirmation',
      example: () => ({ at: '2026-03-02T09:00:00.000Z', believed: true }),
      headers: [],
    },
    problems: ['store-full', 'store-read-only', 'outcome-unknown'],
  })
  confirm(
    @ActingActor() actor: Actor,
    @Asked(NoQuery) _query: NoQuery,
    @Nothing() _nothing: undefined,
  ): Promise<Answer<ClockConfirmationView>> {
    return this.commands.execute(new ConfirmClock(actor));
  }
}
