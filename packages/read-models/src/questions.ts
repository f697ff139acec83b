import { type Moment, type Question, type ReadModelDatabase } from '@redress/application';
import { CaseList } from './case-list/case-list';
import { type CaseListQuery, type CasePage } from './case-list/case-list-query';
import { AtRisk } from './sla-clocks/at-risk';
import { Breaches } from './sla-clocks/breaches';
import {
  type AtRiskQuery,
  type AtRiskRow,
  type BreachesQuery,
  type BreachRow,
  type ClockPage,
} from './sla-clocks/clock-list-query';
import { SlaReports } from './sla-clocks/sla-report';
import { type SlaReport, type SlaReportQuery } from './sla-clocks/sla-report-query';
import { Unanswered, type UnansweredQuery } from './unanswered/unanswered';
import { Workload } from './workload/workload';
import { type WorkloadQuery, type WorkloadReport } from './workload/workload-query';

export const longQuestions = {
  cases: question('cases', (database, query: CaseListQuery) => new CaseList(database).query(query)),
  unanswered: question('unanswered', (database, query: UnansweredQuery) => new Unanswered(database).query(query)),
  breaches: question('breaches', (database, query: BreachesQuery) => new Breaches(database).query(query)),
  atRisk: question('at-risk', (database, query: AtRiskQuery) => new AtRisk(database).query(query)),
  workload: question('workload', (database, query: WorkloadQuery) => new Workload(database).query(query)),
  slaReport: question('sla-report', (database, query: SlaReportQuery) => new SlaReports(database).query(query)),
};

/**
 * All that the read models can be asked, for who has other things to do meanwhile. What takes a millisecond however many
 * cases there are is answered at once; a search, a past and what counts every open case may take seconds, and hold up nobody:
 * see `ReadModelDatabase.ask`. They throw what the classes of these names throw.
 */
export class Questions {
  constructor(private readonly database: ReadModelDatabase) {}

  cases(query: CaseListQuery): Promise<CasePage> {
    return this.answer(longQuestions.cases, query, query.q !== undefined || isPast(query));
  }

  unanswered(query: UnansweredQuery): Promise<CasePage> {
    return this.answer(longQuestions.unanswered, query, query.q !== undefined || isPast(query));
  }

  breaches(query: BreachesQuery): Promise<ClockPage<BreachRow>> {
    return this.answer(longQuestions.breaches, query, isPast(query));
  }

  atRisk(query: AtRiskQuery): Promise<ClockPage<AtRiskRow>> {
    return this.answer(longQuestions.atRisk, query, isPast(query));
  }

  workload(query: WorkloadQuery): Promise<WorkloadReport> {
    return this.answer(longQuestions.workload, query, true);
  }

  slaReport(query: SlaReportQuery): Promise<SlaReport> {
    return this.answer(longQuestions.slaReport, query, true);
  }

  private async answer<Asked, Answer>(
    asked: Question<Asked, Answer>,
    query: Asked,
    mayTakeLong: boolean,
  ): Promise<Answer> {
    return mayTakeLong ? this.database.ask(asked, query) : asked.answer(this.database, query);
  }
}

function isPast({ asOf, asOfOccurred }: Moment): boolean {
  return asOf !== undefined || asOfOccurred !== undefined;
}

function question<Asked, Answer>(
  name: string,
  answer: (database: ReadModelDatabase, asked: Asked) => Answer,
): Question<Asked, Answer> {
  return { name, answer };
}
