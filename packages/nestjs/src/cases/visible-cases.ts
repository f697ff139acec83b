import { Inject, Injectable } from '@nestjs/common';
import { type CaseModule, type CaseView, caseView, noCase, UnreadableEventError } from '@redress/application';
import { type Actor, type Case, hasPermission, maySee } from '@redress/domain';
import { RecordCorruptError } from '@redress/event-store';
import { CASES } from '../redress.tokens';

/** Cases as somebody may see them: of other cases they are linked to or merged with, only those that person may know of. */
@Injectable()
export class VisibleCases {
  constructor(@Inject(CASES) private readonly cases: CaseModule) {}

  /** @param at what is possible on the case is judged at this instant, and whether a promise is broken; ISO 8601 UTC */
  async view(state: Case, at: string, actor: Actor): Promise<CaseView> {
    const view = caseView(state, await this.cases.contextOf(state, at));
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
    const state = await this.known(id);
    return state === null || !maySee(state, actor);
  }

  /** As far as it can be read: null when nobody can say who may know of it. */
  private async known(id: string): Promise<Case | null> {
    const { repository } = this.cases;
    try {
      return (await repository.load(id)).state;
    } catch (error) {
      if (error instanceof RecordCorruptError) return null;
      if (!(error instanceof UnreadableEventError)) throw error;
      // All the same it can be told that the case is there, by what stood on record before.
      return error.revision === 0 ? null : (await repository.loadUpTo(noCase(id), error.revision - 1)).state;
    }
  }
}

function relatedTo({ links, mergedInto, mergedFrom }: Case): readonly string[] {
  return [...links.map((link) => link.case), ...mergedFrom, ...(mergedInto === null ? [] : [mergedInto])];
}
