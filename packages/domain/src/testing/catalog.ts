import { type Calendar } from '../calendar/calendar';
import { prepareCalendar } from '../calendar/prepare-calendar';
import { type CatalogContext } from '../catalog/catalog-context';
import { type CatalogCommand } from '../catalog/commands';
import { decideCatalog } from '../catalog/decide-catalog';
import { type CalendarEvent, type CatalogEvent, type PolicyEvent } from '../catalog/events';
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
    if (isPolicy) evolve<PolicyEvent, Policy>(policies, name, event as PolicyEvent);
    else evolve<CalendarEvent, Calendar>(calendars, name, event as CalendarEvent);
  }
}

function evolve<Event extends CatalogEvent, Content>(
  publications: Map<string, Publication<Content>>,
  name: string,
  event: Event,
): void {
  const before = publications.get(name) ?? null;
  const recorded = { ...event, revision: (before?.revision ?? -1) + 1, recordedAt: NOW, actor: admin };
  const after = evolvePublication(name, before as never, recorded) as Publication<Content> | null;
  if (after !== null) publications.set(name, after);
}
