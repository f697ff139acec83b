import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { type CaseModule } from '@redress/application';
import { type ReadModels } from './read-models/read-models';
import { CASES, READ_MODELS } from './redress.tokens';

/** What runs beside the requests starts and stops with the application. */
@Injectable()
export class RedressLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    @Inject(CASES) private readonly cases: CaseModule,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await Promise.all([this.readModels.start(), this.cases.pairs.start()]);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.readModels.stop(), this.cases.pairs.stop()]);
  }

  /** Requests under way have been answered by now. */
  onApplicationShutdown(): void {
    this.readModels.close();
  }
}
