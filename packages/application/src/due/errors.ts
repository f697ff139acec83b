import { type DueCase } from './due-cases';

/** What is due of one case could not be recorded; it is tried again later, and the others go on. The cause says why. */
export class NotRecordedError extends Error {
  constructor(
    readonly due: DueCase,
    cause: unknown,
  ) {
    super(`The ${due.kind} due of case ${due.caseId} could not be recorded and will be tried again`, { cause });
    this.name = 'NotRecordedError';
  }
}

/** A read model that has read all of a case says that something of it is due, and the case itself says no: rebuild the read model. */
export class UnfoundedDueError extends Error {
  constructor() {
    super('The read model names a case of which nothing is due: rebuild it');
    this.name = 'UnfoundedDueError';
  }
}
