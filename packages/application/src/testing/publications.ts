import { type Actor, type CatalogCommand } from '@redress/domain';
import { admin, deskPolicy, officeCalendar } from '@redress/domain/testing';
import { type CatalogRequest } from '../catalog/catalog-commands';
import { testCommandId } from './requests';

const publisher: Actor = { ...admin, via: 'desk' };

export const publishOffice: CatalogCommand = { type: 'PublishCalendar', name: 'office', calendar: officeCalendar() };
export const publishDesk: CatalogCommand = { type: 'PublishPolicy', name: 'desk', policy: deskPolicy() };

/** A calendar and a policy by it for every case, so that any other policy can be retired. */
export const publishFallback: readonly CatalogCommand[] = [
  { type: 'PublishCalendar', name: 'fallback', calendar: officeCalendar() },
  {
    type: 'PublishPolicy',
    name: 'fallback',
    policy: deskPolicy({
      name: 'fallback',
      priority: 1_000,
      targets: deskPolicy().targets.map((target) => ({ ...target, calendar: 'fallback' })),
    }),
  },
];

/** A request of an admin under an Idempotency-Key. */
export function publication(key: string, command: CatalogCommand, rest: Partial<CatalogRequest> = {}): CatalogRequest {
  const commandHash = `hash of ${JSON.stringify(command)}`;
  return { command, actor: publisher, commandId: testCommandId(key), commandHash, ...rest };
}
