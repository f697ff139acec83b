import { Inject, Injectable } from '@nestjs/common';
import { type CaseModule, type StoreRefusal } from '@redress/application';
import { CASES, READ_MODELS, type ReadModels } from '@redress/nestjs';

@Injectable()
export class Readiness {
  private isStopping = false;

  constructor(
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    @Inject(CASES) private readonly cases: CaseModule,
  ) {}

  /** From now on new requests belong elsewhere. */
  stopping(): void {
    this.isStopping = true;
  }

  status(): 'ready' | 'catching-up' | 'stopping' | StoreRefusal {
    if (this.isStopping) return 'stopping';
    // Who can record nothing is to be sent no commands, though it can still be asked.
    const { refusal } = this.cases.writability;
    if (refusal !== null) return refusal;
    return this.readModels.ready ? 'ready' : 'catching-up';
  }
}
