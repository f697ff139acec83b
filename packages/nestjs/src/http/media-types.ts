export const JSON_TYPE = 'application/json';
/** One JSON document on each line. */
export const LINES_TYPE = 'application/x-ndjson';
export const PROBLEM_TYPE = 'application/problem+json';
