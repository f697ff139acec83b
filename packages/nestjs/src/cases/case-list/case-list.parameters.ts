import { CASE_SORTS, type CaseSort, DEFAULT_SORT } from '@redress/read-models';
import { Choice } from '../../validation/fields';
import { CaseFilterParameters } from './case-filter.parameters';

export class CaseListParameters extends CaseFilterParameters {
  @Choice({
    of: CASE_SORTS,
    description: 'What the list is sorted by; a minus turns it round.',
    default: DEFAULT_SORT,
    example: '-receivedAt',
    optional: true,
  })
  sort?: CaseSort;
}
