import {
  type Calendar,
  type CatalogCommand,
  catalogEventTypes,
  decideCatalog,
  hasPermission,
  type Policy,
} from '@redress/domain';
import { seal, type SealedEvent } from '@redress/event-store';
import { type Clock, isoInstant, laterInstant } from '../clock';
import { type Verdict } from '../command-loop';
import {
  ForbiddenCommandError,
  IdempotencyKeyReusedError,
  PublicationNotFoundError,
  RevisionMismatchError,
} from '../errors';
import { commandOnRecord } from '../loaded-stream';
import { draftsOf, provenanceOf } from '../provenance';
import { type Catalog } from './catalog';
import { type CatalogRequest } from './catalog-commands';
import { type LoadedPublication } from './loaded-publication';
import { isOfPolicy, publications, type Shelf, streamOf } from './shelf';

interface Knowing {
  readonly shelf: Shelf;
  /** For calendars made ready. */
  readonly catalog: Catalog;
  readonly clock: Clock;
}

/** Done before? Is it there? If-Match? The rules? In this order. Appends nothing. */
export function judgePublication(
  request: CatalogRequest,
  loaded: LoadedPublication<Policy | Calendar>,
  knowing: Knowing,
): Verdict {
  const { command, commandHash, ifMatch } = request;
  try {
    const before = commandOnRecord(loaded.commands, request);
    if (before !== undefined && before.hash === commandHash) return { kind: 'replayed', revision: before.revision };
    if (before !== undefined) throw new IdempotencyKeyReusedError();
    if (loaded.state === null && isRetirement(command)) {
      throw new PublicationNotFoundError(isOfPolicy(command.type) ? 'policy' : 'calendar');
    }
    const { revision } = loaded.end;
    if (ifMatch !== undefined && ifMatch !== revision) throw new RevisionMismatchError(ifMatch, revision);
    const batch = decideAndSeal(request, loaded, knowing);
    return batch.length === 0 ? { kind: 'nothing' } : { kind: 'append', batch };
  } catch (error) {
    return { kind: 'refused', error };
  }
}

/** @throws {ForbiddenCommandError} */
export function assertMayPublish({ actor: { role }, command: { type } }: CatalogRequest): void {
  if (!hasPermission(role, 'publish')) throw new ForbiddenCommandError(role, type);
}

function decideAndSeal(
  request: CatalogRequest,
  { end }: LoadedPublication<Policy | Calendar>,
  { shelf, catalog, clock }: Knowing,
): readonly SealedEvent[] {
  const now = laterInstant(isoInstant(clock.now()), end.recordedAt);
  const events = decideCatalog(request.command, {
    policies: publications(shelf.policies),
    calendars: publications(shelf.calendars),
    calendar: (ref) => catalog.calendar(ref),
    now,
  });
  const dated = events.map((event) => ({ ...event, occurredAt: now, occurredAtPrecision: 'instant' as const }));
  return seal(streamOf(request.command), end, draftsOf(dated, catalogEventTypes, provenanceOf(request, now)));
}

function isRetirement({ type }: CatalogCommand): boolean {
  return type === 'RetirePolicy' || type === 'RetireCalendar';
}
