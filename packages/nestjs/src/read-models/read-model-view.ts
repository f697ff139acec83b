import { caseIdOf, type ParkedStream, type ReadModelStatus } from '@redress/application';

/** A case that is missing from every answer of a read model, because one of its events could not be applied. */
export interface ParkedCaseView extends Omit<ParkedStream, 'stream'> {
  readonly case: string;
}

/** How a read model stands, as it is answered. */
export interface ReadModelView extends Omit<ReadModelStatus, 'parked'> {
  readonly parked: readonly ParkedCaseView[];
}

/** @param hidden cases that must not be named */
export function readModelView(status: ReadModelStatus, hidden: ReadonlySet<string>): ReadModelView {
  const parked = status.parked.map(({ stream, ...rest }) => ({ case: caseIdOf(stream), ...rest }));
  return { ...status, parked: parked.filter((each) => !hidden.has(each.case)) };
}
