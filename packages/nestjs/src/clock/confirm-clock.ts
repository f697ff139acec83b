import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CaseModule, type ClockGuard } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type Answer } from '../http/answer';
import { CASES, CLOCK_GUARD } from '../redress.tokens';

/** What was put on record, and what came of it here. */
export interface ClockConfirmationView {
  /** ISO 8601 UTC, what the clock said when it was confirmed. */
  readonly at: string;
  /** Whether the process that answers believes its clock. */
  readonly believed: boolean;
}

/** Puts on record that the clock was looked at and is right. */
export class ConfirmClock extends Command<Answer<ClockConfirmationView>> {
  constructor(readonly actor: Actor) {
    super();
  }
}

@CommandHandler(ConfirmClock)
export class ConfirmClockHandler implements ICommandHandler<ConfirmClock> {
  constructor(
    @Inject(CASES) private readonly cases: CaseModule,
    @Inject(CLOCK_GUARD) private readonly guard: ClockGuard | null,
  ) {}

  async execute({ actor }: ConfirmClock): Promise<Answer<ClockConfirmationView>> {
    const at = await (this.guard ?? this.cases).confirmClock(actor);
    return { body: { at, believed: this.guard?.isSound() ?? true } };
  }
}
