import { Inject, Injectable } from '@nestjs/common';
import { READINESS_CHECKS, type ReadinessCheck, type Unready, unready } from './readiness/readiness-check';

/** Whether requests may come. Each thing that can stand against it is a check of its own. */
@Injectable()
export class Readiness {
  private isStopping = false;

  constructor(@Inject(READINESS_CHECKS) private readonly checks: readonly ReadinessCheck[]) {}

  /** From now on new requests belong elsewhere. */
  stopping(): void {
    this.isStopping = true;
  }

  /** What stands against it, the most telling first; none when the service is ready. */
  reasons(): readonly Unready[] {
    const found = this.checks.map((check) => check.unready()).filter((reason) => reason !== null);
    return this.isStopping ? [unready('stopping'), ...found] : found;
  }
}
