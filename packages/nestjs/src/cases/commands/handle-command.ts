import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CaseModule, type CommandRequest, type CommandResult } from '@redress/application';
import { InvalidCommand } from '@redress/domain';
import { invalidBody } from '../../http/problem';
import { CASES } from '../../redress.tokens';
import { flawOf } from './flaw-of-command';

/** Any command on a case, with all that handling it needs to know. */
export class HandleCommand extends Command<CommandResult> {
  constructor(readonly request: CommandRequest) {
    super();
  }
}

@CommandHandler(HandleCommand)
export class HandleCommandHandler implements ICommandHandler<HandleCommand> {
  constructor(@Inject(CASES) private readonly cases: CaseModule) {}

  async execute({ request }: HandleCommand): Promise<CommandResult> {
    try {
      return await this.cases.service.handle(request);
    } catch (error) {
      throw error instanceof InvalidCommand ? invalidBody([flawOf(error, request)]) : error;
    }
  }
}
