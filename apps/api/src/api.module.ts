import { type DynamicModule, Module } from '@nestjs/common';
import { type CaseModule, type ClockGuard } from '@redress/application';
import { CASES, CLOCK_GUARD, READ_MODELS, type ReadModels, RedressModule, type RedressOptions } from '@redress/nestjs';
import { HealthController } from './health.controller';
import { Metrics, type ReadModelFigures } from './metrics';
import { MetricsController } from './metrics.controller';
import { Readiness } from './readiness';
import { READINESS_CHECKS } from './readiness/readiness-check';
import { type Watches } from './readiness/watches';

/** The service: Redress, and what its operators look at. */
@Module({})
export class ApiModule {
  static register(options: RedressOptions, watches: Watches): DynamicModule {
    return {
      module: ApiModule,
      imports: [RedressModule.forRoot(options)],
      controllers: [HealthController, MetricsController],
      providers: [
        Readiness,
        {
          provide: READINESS_CHECKS,
          inject: [READ_MODELS, CASES],
          useFactory: (readModels: ReadModels, cases: CaseModule) => watches.checks(readModels, cases),
        },
        {
          provide: Metrics,
          inject: [READ_MODELS, CLOCK_GUARD],
          useFactory: (readModels: ReadModels, guard: ClockGuard | null) => metricsOf(readModels, watches, guard),
        },
      ],
    };
  }
}

function metricsOf(readModels: ReadModels, { store, clock }: Watches, guard: ClockGuard | null): Metrics {
  // While the store is away, who scrapes shall hear of that at once, and not wait for figures that nobody can give.
  const metrics = new Metrics(async () => (store.isReachable ? figuresOf(readModels).catch(() => []) : []));
  metrics.gauge('redress_store_reachable', 'Whether the event store answers: 1 or 0', () =>
    store.isReachable ? 1 : 0,
  );
  if (guard !== null) {
    const help = 'Whether the clock of this machine may be wrong, so that nothing is recorded by it: 1 or 0';
    metrics.gauge('redress_clock_in_doubt', help, () => (guard.doubt === null ? 0 : 1));
  }
  if (clock !== null) {
    const help = "So many seconds this machine's clock is ahead of the event store's";
    metrics.gauge('redress_clock_ahead_seconds', help, () => clock.aheadSeconds);
  }
  return metrics;
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
