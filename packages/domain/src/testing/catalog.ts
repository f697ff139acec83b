import { type Calendar } from '../calendar/calendar';
import { prepareCalendar } from '../calendar/prepare-calendar';
import { type CatalogContext } from '../catalog/catalog-context';
import { type CatalogCommand } from '../catalog/commands';
import { decideCatalog } from '../catalog/decide-catalog';
import { type CatalogEvent } from '../catalog/events';
import { evolvePublication, type Publication, versionOf } from '../catalog/publication';
import { type Policy } from '../sla/policy';
import { admin } from './actors';
import { NOW } from './fixtures';

/** A final response within ten business days of the calendar `office`; and what is given. */
export function deskPolicy(given: Partial<Policy> = {}): Policy {
  return {
    name: 'desk',
    priority: 100,
    when: {},
    targets: [
      {
        metric: 'final-response',
        kind: 'promise',
        duration: { n: 10, unit: 'businessDays' },
        calendar: 'office',
        pauses: [],
      },
    ],
    reopenWindow: 30,
    ...given,
  };
}

/** What is published after these commands were given, one after the other, by an admin at `NOW`. */
export function catalogAfter(...commands: readonly CatalogCommand[]): CatalogContext {
  const policies = new Map<string, Publication<Policy>>();
  const calendars = new Map<string, Publication<Calendar>>();
  const context: CatalogContext = {
    policies,
    calendars,
    calendar: ({ name, version }) => prepareCalendar(versionOf(calendars.get(name), version)!.content),
    now: NOW,
  };
  for (const command of commands) {
    for (const event of decideCatalog(command, context)) take(command.name, event);
  }
  return context;

  function take(name: string, event: CatalogEvent): void {
    const isPolicy = event.type === 'PolicyPublished' || event.type === 'PolicyRetired';
    if (isPolicy) fold(policies, name, event);
    else fold(calendars, name, event);
  }
}

function fold<Content extends Policy | Calendar>(
  publications: Map<string, Publication<Content>>,
  name: string,
  event: CatalogEvent,
): void {
  const before = publications.get(name) ?? null;
  const revision = before === null ? 0 : before.revision + 1;
  const after = evolvePublication(name, before, { ...event, revision, recordedAt: NOW, actor: admin });
  if (after !== null) publications.set(name, after);
}
