import { type Calendar, type Policy, prepareCalendar, type PromisedVersions } from '@redress/domain';
import { type Published } from '../promises';

/** Versions in order, the last one current; nothing is ever retired. */
export interface PublishedFixture {
  readonly policies: readonly Policy[];
  readonly calendars: Readonly<Record<string, readonly Calendar[]>>;
}

/** Published versions without a store: those of each policy by its name, counting from 1. */
export function publishedFixture({ policies, calendars }: PublishedFixture): Published {
  const versions = new Map<string, Policy[]>();
  for (const policy of policies) versions.set(policy.name, [...(versions.get(policy.name) ?? []), policy]);
  const find = <T>(what: string, all: readonly T[] | undefined, version: number): T => {
    const found = all?.[version - 1];
    if (found === undefined) throw new RangeError(`There is no version ${version} of ${what}`);
    return found;
  };
  const currentCalendars = Object.fromEntries(Object.entries(calendars).map(([name, all]) => [name, all.length]));
  const published: Published = {
    refresh: () => Promise.resolve(),
    current: () => ({
      policies: [...versions.values()].map((all) => ({ version: all.length, policy: all.at(-1) as Policy })),
      calendars: currentCalendars,
    }),
    knows: (named) =>
      Object.entries(named.policies).every(([name, version]) => version <= (versions.get(name)?.length ?? 0)) &&
      Object.entries(named.calendars).every(([name, version]) => version <= (calendars[name]?.length ?? 0)),
    promised: (named: PromisedVersions) => ({
      policies: Object.entries(named.policies).map(([name, version]) => ({
        version,
        policy: find(name, versions.get(name), version),
      })),
      calendars: named.calendars,
    }),
    calendar: ({ name, version }) => prepareCalendar(find(name, calendars[name], version)),
  };
  return published;
}
