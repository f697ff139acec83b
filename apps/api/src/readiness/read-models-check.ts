import { type ReadModels } from '@redress/nestjs';
import { type ReadinessCheck, type Unready, unready } from './readiness-check';
import { LAG_LIMIT_MS, type StoreWatch } from './store-watch';

/** Lists answer with all that was on record when the service started, and are not far behind what came since. */
export class ReadModelsCheck implements ReadinessCheck {
  constructor(
    private readonly readModels: Pick<ReadModels, 'ready' | 'caughtUpWith'>,
    private readonly watch: Pick<StoreWatch, 'headAtLimit'>,
  ) {}

  unready(): Unready | null {
    if (!this.readModels.ready) return unready('catching-up');
    const head = this.watch.headAtLimit();
    if (head === null || this.readModels.caughtUpWith(head)) return null;
    return unready('read-models-behind', `by more than ${LAG_LIMIT_MS / 1_000} s`);
  }
}
