import { type CatalogCommand, type Policy, type Target } from '@redress/domain';
import { roundTheClockCalendar } from '@redress/domain/testing';
import { type CaseModule } from '../../case-module';
import { publication } from '../../testing/publications';

export const HOUR = 3_600_000;

/** A promise of so many hours on a clock that never stops; and what is given. */
export function promise(metric: Target['metric'], hours: number, given: Partial<Target> = {}): Target {
  const duration = { n: hours, unit: 'hours', counting: 'elapsed' } as const;
  return { metric, kind: 'promise', duration, calendar: 'always', pauses: [], ...given };
}

/** Publishes one policy that matches every case. */
export async function publishPromises({ publishing }: CaseModule, targets: readonly Target[]): Promise<void> {
  const policy: Policy = { name: 'desk', priority: 1, when: {}, targets, reopenWindow: 30 };
  const commands: readonly CatalogCommand[] = [
    { type: 'PublishCalendar', name: 'always', calendar: roundTheClockCalendar() },
    { type: 'PublishPolicy', name: 'desk', policy },
  ];
  for (const command of commands) await publishing.handle(publication(`first ${command.type}`, command));
}
