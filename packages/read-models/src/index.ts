export { CaseList } from './case-list/case-list';
export { caseListProjection } from './case-list/case-list-projection';
export { DEFAULT_LIMIT, MAX_LIMIT } from './case-list/case-list-query';
export { InvalidCursorError } from './case-list/cursor';
export { CASE_SORTS, DEFAULT_SORT } from './case-list/sort';

export type { CaseFilter, CaseListQuery, CasePage, ComplainantIdentity, ReadAt } from './case-list/case-list-query';
export type { CaseRow } from './case-list/case-row';
export type { Moment } from './case-list/moment';
export type { CaseSort } from './case-list/sort';
