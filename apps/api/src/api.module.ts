import { type DynamicModule, Module } from '@nestjs/common';
import { READ_MODELS, type ReadModels, RedressModule, type RedressOptions } from '@redress/nestjs';
import { HealthController } from './health.controller';
import { Metrics, type ReadModelFigures } from './metrics';
import { MetricsController } from './metrics.controller';
import { Readiness } from './readiness';
import { ReadModelsCheck } from './readiness/read-models-check';
import { READINESS_CHECKS, type ReadinessCheck } from './readiness/readiness-check';

/** The service: Redress, and what its operators look at. */
@Module({})
export class ApiModule {
  static register(options: RedressOptions): DynamicModule {
    return {
      module: ApiModule,
      imports: [RedressModule.forRoot(options)],
      controllers: [HealthController, MetricsController],
      providers: [
        Readiness,
        {
          provide: READINESS_CHECKS,
          inject: [READ_MODELS],
          useFactory: (readModels: ReadModels): readonly ReadinessCheck[] => [new ReadModelsCheck(readModels)],
        },
        {
          provide: Metrics,
          inject: [READ_MODELS],
          useFactory: (readModels: ReadModels) => new Metrics(() => figuresOf(readModels)),
        },
      ],
    };
  }
}

async function figuresOf(readModels: ReadModels): Promise<readonly ReadModelFigures[]> {
  const statuses = await readModels.status();
  return statuses.map(({ name, lagEvents, lagSeconds, parked }) => ({
    name,
    lagEvents,
    lagSeconds,
    parked: parked.length,
  }));
}
