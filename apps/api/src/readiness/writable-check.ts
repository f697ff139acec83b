import { type CaseModule } from '@redress/application';
import { type ReadinessCheck, type Unready, unready } from './readiness-check';

/** The log takes events: who can record nothing is to be sent no commands, though it can still be asked. */
export class WritableCheck implements ReadinessCheck {
  constructor(private readonly cases: Pick<CaseModule, 'writability'>) {}

  unready(): Unready | null {
    const { refusal } = this.cases.writability;
    return refusal === null ? null : unready(refusal);
  }
}
