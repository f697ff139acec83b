import { Inject, Injectable } from '@nestjs/common';
import { type CaseModule, isoInstant, systemClock } from '@redress/application';
import { type Actor, type CommandType, commandOverview, mayCommand, rules, RuleViolation } from '@redress/domain';
import { Problem } from '../http/problem';
import { REDRESS_OPTIONS } from '../redress.module-definition';
import { type RedressOptions } from '../redress-options';
import { CASES } from '../redress.tokens';
import { VisibleCases } from './visible-cases';

/** Says of a rule's refusal what can be done now. */
@Injectable()
export class Refusals {
  constructor(
    @Inject(CASES) private readonly cases: CaseModule,
    @Inject(REDRESS_OPTIONS) private readonly options: RedressOptions,
    private readonly visibleCases: VisibleCases,
  ) {}

  /** @param caseId undefined when the command would have put a case on record */
  async explained(error: unknown, caseId: string | undefined, actor: Actor): Promise<unknown> {
    if (!(error instanceof RuleViolation)) return error;
    const { state } = caseId === undefined ? { state: null } : await this.cases.repository.load(caseId);
    if (state === null) return new Problem(error.code, error.message, { possibleCommands: withoutCase(actor) });
    const now = isoInstant((this.options.clock ?? systemClock).now());
    const { possible } = commandOverview(state, await this.cases.contextOf(state, now, actor));
    const merged = state.mergedInto === null ? [] : [state.mergedInto];
    // What a rule says of the case may name the one it was merged into.
    const isHidden = (await this.visibleCases.hidden(merged, actor)).size > 0;
    return new Problem(error.code, isHidden ? rules[error.code] : error.message, { possibleCommands: possible });
  }
}

function withoutCase({ role }: Actor): readonly CommandType[] {
  return mayCommand(role, 'ReceiveComplaint') ? ['ReceiveComplaint'] : [];
}
