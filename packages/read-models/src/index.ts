export { CaseList } from './case-list/case-list';
export { caseListProjection } from './case-list/case-list-projection';
export { DEFAULT_LIMIT, MAX_LIMIT } from './case-list/case-list-query';
export { InvalidCursorError } from './case-list/cursor';
export { publicationStreams } from './case-list/publication-streams';
export { CASE_SORTS, DEFAULT_SORT } from './case-list/sort';
export { AtRisk } from './sla-clocks/at-risk';
export { Breaches } from './sla-clocks/breaches';
export { STANDINGS } from './sla-clocks/clock-list-query';
export { DueClocks } from './sla-clocks/due-cases';
export { SlaReports } from './sla-clocks/sla-report';
export { REPORT_DAYS, REPORT_GROUPS } from './sla-clocks/sla-report-query';
export { projectionsModule } from './projections-module';
export { Questions } from './questions';
export { Unanswered } from './unanswered/unanswered';
export { Workload } from './workload/workload';

export type { CaseFilter, CaseListQuery, CasePage, ComplainantIdentity, ReadAt } from './case-list/case-list-query';
export type { CaseRow } from './case-list/case-row';
export type { CaseSort } from './case-list/sort';
export type {
  AtRiskQuery,
  AtRiskRow,
  BreachesQuery,
  BreachRow,
  ClockFilter,
  ClockPage,
  ClockRow,
  Standing,
} from './sla-clocks/clock-list-query';
export type {
  MilestoneOutcomes,
  PromiseOutcomes,
  ReportGroup,
  SlaReport,
  SlaReportLine,
  SlaReportQuery,
  TimeTaken,
} from './sla-clocks/sla-report-query';
export type { UnansweredQuery } from './unanswered/unanswered';
export type { HandlerWorkload, OpenStatus, WorkloadQuery, WorkloadReport } from './workload/workload-query';
