import { Injectable } from '@nestjs/common';
import { type Actor, hasPermission } from '@redress/domain';
import { type ReadAt } from '@redress/read-models';
import { VisibleCases } from '../cases/visible-cases';

/** How many cases an answer lacks, as far as somebody may know of them: a count of all would tell of hidden ones. */
@Injectable()
export class VisibleParked {
  constructor(private readonly visibleCases: VisibleCases) {}

  /** The answer, its `parked` counting what the actor may know of among the first 100, or all for who sees every case. */
  async in<Read extends ReadAt>(answer: Read, actor: Actor): Promise<Read> {
    const { parkedCases } = answer;
    if (parkedCases.length === 0 || hasPermission(actor.role, 'read-confidential')) return answer;
    const hidden = await this.visibleCases.hidden(parkedCases, actor);
    return { ...answer, parked: parkedCases.length - hidden.size };
  }
}
