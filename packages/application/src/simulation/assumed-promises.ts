import { type Case, type PolicyVersion, type Promised } from '@redress/domain';
import { type Catalog } from '../catalog/catalog';
import { type Promises } from '../promises';
import { type Assumptions, newestCalendars, UNPUBLISHED } from './assumptions';
import { type ReplayedPromises } from './replay';

/**
 * What every case is promised in the replay. A calendar that the question does not name is the one that the case was
 * promised, else the newest.
 */
export function assumedPromises(catalog: Catalog, assumptions: Assumptions): ReplayedPromises {
  const { policies, calendars, unpublished } = assumptions;
  const unpinned = unpinning(calendars);
  const calendar: Promises['calendar'] = (ref) => {
    const brought = ref.version === UNPUBLISHED ? unpublished.get(ref.name) : undefined;
    return brought ?? catalog.calendar(ref);
  };
  return async ({ promised }: Pick<Case, 'promised'>): Promise<Promises> => {
    if (promised !== null && !catalog.knows(promised)) await catalog.refresh();
    const own = policies ?? (promised === null ? [] : catalog.promised(promised).policies);
    if (own.length === 0) return { promised: null, calendar };
    const versions = { ...newestCalendars(catalog), ...promised?.calendars, ...calendars };
    const assumed: Promised = { policies: unpinned(own), calendars: versions };
    return { promised: assumed, calendar };
  };
}

/** Whoever asks what another calendar would come to means all that is counted by it, in whatever version. */
function unpinning(
  calendars: Assumptions['calendars'],
): (policies: readonly PolicyVersion[]) => readonly PolicyVersion[] {
  const known = new WeakMap<readonly PolicyVersion[], readonly PolicyVersion[]>();
  return (policies) => {
    const before = known.get(policies);
    if (before !== undefined) return before;
    const after = policies.map(({ version, policy }) => ({
      version,
      policy: {
        ...policy,
        targets: policy.targets.map((target) => {
          const { calendar } = target;
          const isReplaced = typeof calendar !== 'string' && Object.hasOwn(calendars, calendar.name);
          return isReplaced ? { ...target, calendar: calendar.name } : target;
        }),
      },
    }));
    known.set(policies, after);
    return after;
  };
}
