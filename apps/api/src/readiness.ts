import { Inject, Injectable } from '@nestjs/common';
import { READ_MODELS, type ReadModels } from '@redress/nestjs';

@Injectable()
export class Readiness {
  private isStopping = false;

  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  /** From now on new requests belong elsewhere. */
  stopping(): void {
    this.isStopping = true;
  }

  status(): 'ready' | 'catching-up' | 'stopping' {
    if (this.isStopping) return 'stopping';
    return this.readModels.ready ? 'ready' : 'catching-up';
  }
}
