import { type Projection, type Question } from '@redress/application';
import { caseListProjection } from './case-list/case-list-projection';
import { longQuestions } from './questions';

/** Every read model: what the thread that folds them loads. */
export const projections: readonly Projection[] = [caseListProjection];

/** What the thread that answers long questions loads. */
export const questions: readonly Question<never, unknown>[] = Object.values(longQuestions);
