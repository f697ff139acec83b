import { type Actor, type Case, type DecisionContext, maySee } from '@redress/domain';
import { type CaseRepository } from '../case-repository';

/** No chain of merges is followed further than this; a longer one can only be a cycle. */
const LONGEST_CHAIN = 100;

/** The other case of a link, as far as the actor may know of it. */
export async function otherCase(
  repository: CaseRepository,
  id: string,
  actor: Actor,
): Promise<Pick<DecisionContext, 'other'>> {
  const { state } = await repository.load(id);
  return { other: state !== null && maySee(state, actor) ? state : null };
}

/** The other case of a merge, and where it was merged itself. */
export async function mergeTarget(
  repository: CaseRepository,
  id: string,
  actor: Actor,
): Promise<Pick<DecisionContext, 'other' | 'otherMergedInto'>> {
  const { other } = await otherCase(repository, id, actor);
  if (other === null || other === undefined) return { other: null };
  return { other, otherMergedInto: await mergedInto(repository, other) };
}

/** The cases that this one was merged into, one after the other; the last one is where things go on. */
export async function mergedInto(repository: CaseRepository, state: Case): Promise<readonly string[]> {
  const chain: string[] = [];
  let next = state.mergedInto;
  while (next !== null && chain.length < LONGEST_CHAIN) {
    chain.push(next);
    next = (await repository.load(next)).state?.mergedInto ?? null;
  }
  return chain;
}
