import { Inject, Injectable } from '@nestjs/common';
import { ProjectorRunner } from '@redress/application';

@Injectable()
export class Readiness {
  private isStopping = false;

  constructor(@Inject(ProjectorRunner) private readonly projectors: ProjectorRunner) {}

  /** From now on new requests belong elsewhere. */
  stopping(): void {
    this.isStopping = true;
  }

  status(): 'ready' | 'catching-up' | 'stopping' {
    if (this.isStopping) return 'stopping';
    return this.projectors.ready ? 'ready' : 'catching-up';
  }
}
