import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type ReadModels } from './read-models';
import { READ_MODELS } from '../redress.tokens';
import { type Answer } from '../http/answer';
import { type ReadModelView, readModelView } from './read-model-view';

/** Folds a read model anew beside the one that serves. */
export class RebuildReadModel extends Command<Answer<ReadModelView | undefined>> {
  constructor(readonly name: string) {
    super();
  }
}

@CommandHandler(RebuildReadModel)
export class RebuildReadModelHandler implements ICommandHandler<RebuildReadModel> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  async execute({ name }: RebuildReadModel): Promise<Answer<ReadModelView | undefined>> {
    await this.readModels.rebuild(name);
    const status = (await this.readModels.status()).find((each) => each.name === name);
    // Who may rebuild sees every case.
    return { body: status === undefined ? undefined : readModelView(status, new Set()) };
  }
}
