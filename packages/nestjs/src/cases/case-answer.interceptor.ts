import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type CaseView } from '@redress/application';
import { type Actor, type Case } from '@redress/domain';
import { type Position } from '@redress/event-store';
import { type Request, type Response } from 'express';
import { lastValueFrom, type Observable, of } from 'rxjs';
import { callerOf } from '../access/caller';
import { type Answer, written } from '../http/answer';
import { etagOf } from '../http/headers';
import { pathOf } from '../http/path';
import { routeOf } from '../http/route';
import { Refusals } from './refusals';
import { VisibleCases } from './visible-cases';

/** What commands and reads of one case end in. */
export interface CaseOutcome {
  readonly state: Case;
  /** The instant the answer is given as of. */
  readonly at: string;
  readonly position: Position;
}

/** Answers with the case, or says of a refusal what is possible now. */
@Injectable()
export class CaseAnswerInterceptor implements NestInterceptor<CaseOutcome, unknown> {
  constructor(
    private readonly visibleCases: VisibleCases,
    private readonly refusals: Refusals,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler<CaseOutcome>): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request<{ caseId?: string }>>();
    const { actor } = callerOf(request);
    try {
      const outcome = await lastValueFrom(next.handle());
      const isReceipt = routeOf(context.getHandler()).answer.status === 201;
      const location = isReceipt ? { Location: `${pathOf(request)}/${outcome.state.id}` } : {};
      const answer = await this.answer(outcome, actor, location);
      return of(written(answer, context.switchToHttp().getResponse<Response>()));
    } catch (error) {
      throw await this.refusals.explained(error, request.params.caseId?.toLowerCase(), actor);
    }
  }

  private async answer({ state, at, position }: CaseOutcome, actor: Actor, more: object): Promise<Answer<CaseView>> {
    const headers = { ETag: etagOf(state.revision), 'Redress-Position': position, ...more };
    return { body: await this.visibleCases.view(state, at, actor), headers };
  }
}
