import { type PathParameter } from '../../http/route';
import { EXAMPLE_CASE_ID } from '../../openapi/example-ids';

/** The path parameter of everything that concerns one case. */
export const CASE_ID: Readonly<Record<string, PathParameter>> = {
  caseId: { description: 'Id of the case.', example: EXAMPLE_CASE_ID, uuid: true },
};
