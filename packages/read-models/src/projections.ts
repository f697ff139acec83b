import { type Projection } from '@redress/application';
import { caseListProjection } from './case-list/case-list-projection';

/** Every read model: what the thread that folds them loads. */
export const projections: readonly Projection[] = [caseListProjection];
