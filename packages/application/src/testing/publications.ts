import { type Actor, type CatalogCommand } from '@redress/domain';
import { admin, deskPolicy, officeCalendar } from '@redress/domain/testing';
import { type CatalogRequest } from '../catalog/catalog-commands';
import { commandIdFor } from '../idempotency';

const publisher: Actor = { ...admin, via: 'desk' };

export const publishOffice: CatalogCommand = { type: 'PublishCalendar', name: 'office', calendar: officeCalendar() };
export const publishDesk: CatalogCommand = { type: 'PublishPolicy', name: 'desk', policy: deskPolicy() };

/** A request of an admin under an Idempotency-Key. */
export function publication(key: string, command: CatalogCommand, rest: Partial<CatalogRequest> = {}): CatalogRequest {
  const commandHash = `hash of ${JSON.stringify(command)}`;
  return { command, actor: publisher, commandId: commandIdFor('desk', key), commandHash, ...rest };
}
