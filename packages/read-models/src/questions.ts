import { type Asker, type Moment, type Question, type ReadModelDatabase } from '@redress/application';
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
 * see `ReadModelDatabase.ask`, which says what becomes of a question whose asker has gone. They throw what the classes of
 * these names throw.
 */
export class Questions {
  constructor(private readonly database: ReadModelDatabase) {}

  cases(query: CaseListQuery, asker?: Asker): Promise<CasePage> {
    return this.answer(longQuestions.cases, query, query.q !== undefined || isPast(query), asker);
  }

  unanswered(query: UnansweredQuery, asker?: Asker): Promise<CasePage> {
    return this.answer(longQuestions.unanswered, query, query.q !== undefined || isPast(query), asker);
  }

  breaches(query: BreachesQuery, asker?: Asker): Promise<ClockPage<BreachRow>> {
    return this.answer(longQuestions.breaches, query, isPast(query), asker);
  }

  atRisk(query: AtRiskQuery, asker?: Asker): Promise<ClockPage<AtRiskRow>> {
    return this.answer(longQuestions.atRisk, query, isPast(query), asker);
  }

  workload(query: WorkloadQuery, asker?: Asker): Promise<WorkloadReport> {
    return this.answer(longQuestions.workload, query, true, asker);
  }

  slaReport(query: SlaReportQuery, asker?: Asker): Promise<SlaReport> {
    return this.answer(longQuestions.slaReport, query, true, asker);
  }

  private async answer<Asked, Answer>(
    asked: Question<Asked, Answer>,
    query: Asked,
    mayTakeLong: boolean,
    asker?: Asker,
  ): Promise<Answer> {
    return mayTakeLong ? this.database.ask(asked, query, asker) : asked.answer(this.database, query);
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
