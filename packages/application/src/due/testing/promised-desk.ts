import { type Calendar, type Policy, prepareCalendar, type Target } from '@redress/domain';
import { nothingPublished, type Published } from '../../promises';

const everyDay = [['00:00', '24:00']] as const;
const calendar: Calendar = {
  zone: 'UTC',
  weekly: { mon: everyDay, tue: everyDay, wed: everyDay, thu: everyDay, fri: everyDay, sat: everyDay, sun: everyDay },
  holidays: [],
  exceptions: [],
};

export const HOUR = 3_600_000;

/** A promise of so many hours on a clock that never stops; and what is given. */
export function promise(metric: Target['metric'], hours: number, given: Partial<Target> = {}): Target {
  const duration = { n: hours, unit: 'hours', counting: 'elapsed' } as const;
  return { metric, kind: 'promise', duration, calendar: 'always', pauses: [], ...given };
}

/** One policy that matches every case and is never changed. */
export function publishedDesk(...targets: readonly Target[]): Published {
  const policy: Policy = { name: 'desk', priority: 1, when: {}, targets, reopenWindow: 30 };
  const promised = { policies: [{ version: 1, policy }], calendars: { always: 1 } };
  const prepared = prepareCalendar(calendar);
  return {
    ...nothingPublished,
    current: () => promised,
    knows: () => true,
    promised: () => promised,
    calendar: () => prepared,
  };
}
