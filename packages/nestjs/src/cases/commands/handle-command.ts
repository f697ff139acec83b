import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CaseModule, type CommandRequest, type CommandResult } from '@redress/application';
import { CASES } from '../../redress.tokens';

/** Any command on a case, with all that handling it needs to know. */
export class HandleCommand extends Command<CommandResult> {
  constructor(readonly request: CommandRequest) {
    super();
  }
}

@CommandHandler(HandleCommand)
export class HandleCommandHandler implements ICommandHandler<HandleCommand> {
  constructor(@Inject(CASES) private readonly cases: CaseModule) {}

  execute({ request }: HandleCommand): Promise<CommandResult> {
    return this.cases.service.handle(request);
  }
}
