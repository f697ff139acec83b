import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type CaseModule, type SimulationQuestion } from '@redress/application';
import { type Actor } from '@redress/domain';
import { type AnswerInLines } from '../../http/lines';
import { CASES } from '../../redress.tokens';

/** What would have come of other promises. */
export class Simulate extends Query<AnswerInLines> {
  constructor(
    readonly question: SimulationQuestion,
    readonly actor: Actor,
  ) {
    super();
  }
}

@QueryHandler(Simulate)
export class SimulateHandler implements IQueryHandler<Simulate> {
  constructor(@Inject(CASES) private readonly cases: CaseModule) {}

  execute({ question, actor }: Simulate): Promise<AnswerInLines> {
    return Promise.resolve(async (write, signal) => {
      const onProgress = (progress: object): void => write({ progress });
      const result = await this.cases.simulations.run(question, actor, { signal, onProgress });
      write({ result });
    });
  }
}
