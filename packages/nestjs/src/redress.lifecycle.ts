import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { type CaseModule, type ClockGuard, type DueProcessor, ensureDefaultPolicy } from '@redress/application';
import { type ReadModels } from './read-models/read-models';
import { REDRESS_OPTIONS } from './redress.module-definition';
import { type RedressOptions } from './redress-options';
import { CASES, CLOCK_GUARD, DUE_PROCESSOR, READ_MODELS } from './redress.tokens';

/** What runs beside the requests starts and stops with the application. */
@Injectable()
export class RedressLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    @Inject(CASES) private readonly cases: CaseModule,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    @Inject(CLOCK_GUARD) private readonly guard: ClockGuard | null,
    @Inject(DUE_PROCESSOR) private readonly due: DueProcessor,
    @Inject(REDRESS_OPTIONS) private readonly options: RedressOptions,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.readModels.start();
    this.cases.catalog.beginWith(this.readModels.publications());
    // Before anything can be received: no case is without a clock.
    await ensureDefaultPolicy(this.cases, this.options.timeZone);
    await this.cases.pairs.start();
    await this.guard?.start();
    this.due.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.cases.simulations.stop();
    const { pairs, writability } = this.cases;
    await Promise.all([this.due.stop(), this.guard?.stop(), this.readModels.stop(), pairs.stop(), writability.stop()]);
  }

  /** Requests under way have been answered by now. */
  async onApplicationShutdown(): Promise<void> {
    await this.readModels.close();
  }
}
