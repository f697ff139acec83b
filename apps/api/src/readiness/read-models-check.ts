import { type ReadModels } from '@redress/nestjs';
import { type ReadinessCheck, type Unready, unready } from './readiness-check';

/** Lists answer with what was on record when the service started, at least. */
export class ReadModelsCheck implements ReadinessCheck {
  constructor(private readonly readModels: Pick<ReadModels, 'ready'>) {}

  unready(): Unready | null {
    return this.readModels.ready ? null : unready('catching-up');
  }
}
