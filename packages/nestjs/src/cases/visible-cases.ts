import { Inject, Injectable } from '@nestjs/common';
import { type CaseModule, type CaseView, caseView } from '@redress/application';
import { type Actor, type Case, hasPermission, maySee } from '@redress/domain';
import { RecordCorruptError } from '@redress/event-store';
import { CASES } from '../redress.tokens';

/** Cases as somebody may see them: of other cases they are linked to or merged with, only those that person may know of. */
@Injectable()
export class VisibleCases {
  constructor(@Inject(CASES) private readonly cases: CaseModule) {}

  /** @param at what is possible on the case is judged at this instant, and whether a promise is broken; ISO 8601 UTC */
  async view(state: Case, at: string, actor: Actor): Promise<CaseView> {
    const view = caseView(state, at, await this.cases.promisesOf(state));
    const hidden = await this.hidden(relatedTo(state), actor);
    if (hidden.size === 0) return view;
    return {
      ...view,
      links: view.links.filter((link) => !hidden.has(link.case)),
      mergedInto: view.mergedInto === null || hidden.has(view.mergedInto) ? null : view.mergedInto,
      mergedFrom: view.mergedFrom.filter((id) => !hidden.has(id)),
    };
  }

  /** Which of the cases the actor may not know of. */
  async hidden(ids: readonly string[], actor: Actor): Promise<ReadonlySet<string>> {
    if (ids.length === 0 || hasPermission(actor.role, 'read-confidential')) return new Set();
    const isHidden = await Promise.all(
      [...new Set(ids)].map(async (id) => [id, await this.isHidden(id, actor)] as const),
    );
    return new Set(isHidden.flatMap(([id, hidden]) => (hidden ? [id] : [])));
  }

  private async isHidden(id: string, actor: Actor): Promise<boolean> {
    const { state } = await this.cases.repository.load(id).catch(unreadable);
    return state === null || !maySee(state, actor);
  }
}

/** Of a case that cannot be read nobody can say who may know of it. */
function unreadable(error: unknown): { readonly state: null } {
  if (error instanceof RecordCorruptError) return { state: null };
  throw error;
}

function relatedTo({ links, mergedInto, mergedFrom }: Case): readonly string[] {
  return [...links.map((link) => link.case), ...mergedFrom, ...(mergedInto === null ? [] : [mergedInto])];
}
