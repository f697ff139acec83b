import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost, ModulesContainer } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import {
  type CaseModule,
  caseModule,
  type ClockGuard,
  NotRecordedError,
  type RefusalListener,
  systemClock,
} from '@redress/application';
import { assertHost } from './assert-host';
import { ApiKeys } from './access/api-keys';
import { Load } from './access/load';
import { RateLimiter } from './access/rate-limiter';
import { ListCasesHandler } from './cases/case-list/list-cases';
import { ExplainClockHandler } from './cases/clocks/explain-clock';
import { GetClocksHandler } from './cases/clocks/get-clocks';
import { HandleCommandHandler } from './cases/commands/handle-command';
import { GetHistoryHandler } from './cases/history/get-history';
import { GetCaseHandler } from './cases/one-case/get-case';
import { GetPossibleCommandsHandler } from './cases/possible-commands/get-possible-commands';
import { Refusals } from './cases/refusals';
import { VisibleCases } from './cases/visible-cases';
import { VisibleEvents } from './cases/visible-events';
import { GetPublicationHandler, GetVersionHandler } from './catalog/get-publication';
import { HandlePublicationHandler } from './catalog/handle-publication';
import { ListPublicationsHandler } from './catalog/list-publications';
import { ListVersionsHandler } from './catalog/list-versions';
import { clockGuardOf } from './clock/clock-guard';
import { ConfirmClockHandler } from './clock/confirm-clock';
import { GetFeedHandler } from './feed/get-feed';
import { GetLifecycleHandler } from './lifecycle/get-lifecycle';
import { ListReadModelsHandler } from './read-models/list-read-models';
import { ReadModels } from './read-models/read-models';
import { RebuildReadModelHandler } from './read-models/rebuild-read-model';
import { VisibleParked } from './read-models/visible-parked';
import { GetAtRiskHandler } from './sla/at-risk/get-at-risk';
import { GetBreachesHandler } from './sla/breaches/get-breaches';
import { GetReportHandler } from './sla/report/get-report';
import { GetUnansweredHandler } from './unanswered/get-unanswered';
import { GetWorkloadHandler } from './workload/get-workload';
import { SimulateHandler } from './sla/simulations/simulate';
import { controllers } from './redress.controllers';
import { RedressLifecycle } from './redress.lifecycle';
import { ConfigurableModuleClass, REDRESS_OPTIONS } from './redress.module-definition';
import { CASES, CLOCK_GUARD, DUE_PROCESSOR, READ_MODELS } from './redress.tokens';
import { defaultLogger, type RedressLogger } from './redress-logger';
import { checkedOptions, DEFAULT_LOAD, DEFAULT_RATE_LIMIT, type RedressOptions } from './redress-options';

/** What the processor of merges and links could not do: told by its kind, since a message may quote what somebody wrote. */
function pairErrors(logger: RedressLogger): (error: unknown) => void {
  return (error) => {
    const { name, cause } = error as Error;
    const causedBy = cause instanceof Error ? { cause: cause.name } : {};
    logger.error('A merge or link that was left half done could not be finished', { error: name, ...causedBy });
  };
}

/** One line when nothing can be recorded any more, and one when something can again. */
function refusals(logger: RedressLogger): RefusalListener {
  return (refusal) => {
    if (refusal === null) return logger.info('The event store takes events again');
    const { code, message } = refusal;
    logger.error('Nothing can be recorded; reading goes on, and recording will as soon as it can', {
      code,
      reason: message,
    });
  };
}

/** What the processor of due times could not do, by its kind and its case: a case's id says nothing of anybody. */
function dueErrors(logger: RedressLogger): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof NotRecordedError)) {
      return logger.error('What falls due could not be found out, trying again', { error: (error as Error).name });
    }
    const { due, cause } = error;
    logger.error('What was due of a case could not be recorded, trying again', {
      ...due,
      error: (cause as Error).name,
    });
  };
}

/**
 * Redress in a Nest application on Express: the routes under `/v1`, and what runs beside them. Guards, pipes and filters
 * come with the routes, so the rest of the application stays as it is. Read models and processors start when the
 * application has come up and stop before it goes down.
 *
 * Bodies are read by Redress itself, more strictly than Nest does, when the application is created with
 * `bodyParser: false`; otherwise the limits and error answers of the host's body parser come first.
 */
@Module({
  imports: [CqrsModule],
  controllers,
  providers: [
    {
      provide: CASES,
      inject: [REDRESS_OPTIONS],
      useFactory: (options: RedressOptions) =>
        caseModule({
          ...checkedOptions(options),
          onPairError: pairErrors(options.logger ?? defaultLogger),
          onRefusal: refusals(options.logger ?? defaultLogger),
        }),
    },
    {
      provide: READ_MODELS,
      inject: [REDRESS_OPTIONS, CASES],
      useFactory: (options: RedressOptions, cases: CaseModule) => new ReadModels(options, cases),
    },
    {
      provide: CLOCK_GUARD,
      inject: [REDRESS_OPTIONS, CASES],
      useFactory: (options: RedressOptions, cases: CaseModule) =>
        clockGuardOf(options, cases, options.logger ?? defaultLogger),
    },
    {
      provide: DUE_PROCESSOR,
      inject: [REDRESS_OPTIONS, CASES, READ_MODELS, CLOCK_GUARD],
      useFactory: (
        { logger = defaultLogger }: RedressOptions,
        cases: CaseModule,
        readModels: ReadModels,
        guard: ClockGuard | null,
      ) =>
        cases.dueProcessor({
          isClockSound: () => guard?.isSound() ?? true,
          due: readModels.dueCases,
          progress: readModels.progress,
          onError: dueErrors(logger),
        }),
    },
    {
      provide: ApiKeys,
      inject: [REDRESS_OPTIONS],
      useFactory: ({ keys }: RedressOptions) => new ApiKeys(keys),
    },
    {
      provide: RateLimiter,
      inject: [REDRESS_OPTIONS],
      useFactory: ({ rateLimit = DEFAULT_RATE_LIMIT, clock = systemClock }: RedressOptions) =>
        new RateLimiter(rateLimit, clock),
    },
    {
      provide: Load,
      inject: [REDRESS_OPTIONS],
      useFactory: ({ load = DEFAULT_LOAD }: RedressOptions) => new Load(load),
    },
    RedressLifecycle,
    VisibleCases,
    VisibleParked,
    VisibleEvents,
    Refusals,
    HandleCommandHandler,
    GetCaseHandler,
    GetHistoryHandler,
    GetPossibleCommandsHandler,
    GetClocksHandler,
    ExplainClockHandler,
    ListCasesHandler,
    GetUnansweredHandler,
    GetWorkloadHandler,
    GetBreachesHandler,
    GetAtRiskHandler,
    GetReportHandler,
    GetFeedHandler,
    HandlePublicationHandler,
    ListPublicationsHandler,
    GetPublicationHandler,
    ListVersionsHandler,
    GetVersionHandler,
    GetLifecycleHandler,
    SimulateHandler,
    ListReadModelsHandler,
    RebuildReadModelHandler,
    ConfirmClockHandler,
  ],
  exports: [CASES, CLOCK_GUARD, READ_MODELS, ApiKeys],
})
export class RedressModule extends ConfigurableModuleClass implements OnModuleInit {
  constructor(
    private readonly modules: ModulesContainer,
    private readonly host: HttpAdapterHost,
  ) {
    super();
  }

  /** @throws {Error} the host is none that Redress can serve; nothing is recorded */
  onModuleInit(): void {
    assertHost(this.modules, this.host, RedressModule);
  }
}
