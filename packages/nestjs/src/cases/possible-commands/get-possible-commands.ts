import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type CaseModule } from '@redress/application';
import { type Actor, type CommandOverview, commandOverview } from '@redress/domain';
import { type Answer } from '../../http/answer';
import { etagOf } from '../../http/headers';
import { CASES } from '../../redress.tokens';

/** What the actor can do with a case now. */
export class GetPossibleCommands extends Query<Answer<CommandOverview>> {
  constructor(
    readonly caseId: string,
    readonly actor: Actor,
  ) {
    super();
  }
}

@QueryHandler(GetPossibleCommands)
export class GetPossibleCommandsHandler implements IQueryHandler<GetPossibleCommands> {
  constructor(@Inject(CASES) private readonly cases: CaseModule) {}

  async execute({ caseId, actor }: GetPossibleCommands): Promise<Answer<CommandOverview>> {
    const { state, at, position } = await this.cases.reader.get(caseId, actor);
    const headers = { ETag: etagOf(state.revision), 'Redress-Position': position };
    return { body: commandOverview(state, await this.cases.contextOf(state, at, actor)), headers };
  }
}
