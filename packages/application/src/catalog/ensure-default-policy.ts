import { randomUUID } from 'node:crypto';
import {
  type CatalogCommand,
  DEFAULT_CALENDAR_NAME,
  defaultCalendar,
  defaultPolicy,
  SYSTEM_ACTOR,
} from '@redress/domain';
import { RevisionMismatchError } from '../errors';
import { type Catalog } from './catalog';
import { type CatalogCommands } from './catalog-commands';

/**
 * Publishes the default policy and the calendar that it names, in a zone, unless any policy was ever published. Several
 * processes may do so at once.
 * @param timeZone IANA name
 * @throws {InvalidPublication} there is no such zone
 */
export async function ensureDefaultPolicy(
  { catalog, publishing }: { readonly catalog: Catalog; readonly publishing: CatalogCommands },
  timeZone = 'UTC',
): Promise<void> {
  await catalog.refresh();
  if (catalog.policies().size > 0) return;
  const calendar = catalog.calendars().get(DEFAULT_CALENDAR_NAME);
  // One that somebody published under this name is as good, but not one that is retired.
  if (calendar === undefined || calendar.retired !== null) {
    const command = {
      type: 'PublishCalendar',
      name: DEFAULT_CALENDAR_NAME,
      calendar: defaultCalendar(timeZone),
    } as const;
    await publishOnce(publishing, command, calendar?.revision ?? -1);
  }
  await publishOnce(publishing, { type: 'PublishPolicy', name: defaultPolicy.name, policy: defaultPolicy }, -1);
}

/** What another process has published meanwhile stands. */
async function publishOnce(publishing: CatalogCommands, command: CatalogCommand, ifMatch: number): Promise<void> {
  try {
    await publishing.handle({ command, actor: SYSTEM_ACTOR, commandId: randomUUID(), ifMatch });
  } catch (error) {
    if (!(error instanceof RevisionMismatchError)) throw error;
  }
}
