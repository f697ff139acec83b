import { type Actor, type Calendar, type CatalogCommand, type Policy, type Publication } from '@redress/domain';
import { type Position } from '@redress/event-store';
import { type Clock } from '../clock';
import { type CommandLoop, type Conclusion, type StreamCommand } from '../command-loop';
import { type Catalog } from './catalog';
import { assertMayPublish, judgePublication } from './judge-publication';
import { type LoadedPublication } from './loaded-publication';
import { type Shelf, streamOf, takenFrom } from './shelf';

/** A command on a policy or a calendar, with all that handling it needs to know. */
export interface CatalogRequest {
  readonly command: CatalogCommand;
  readonly actor: Actor;
  /** From `commandIdentity`: the same for every retry under one Idempotency-Key. */
  readonly commandId: string;
  /** Ids under which it may be on record too. */
  readonly otherCommandIds?: readonly string[];
  /** From `commandHash`; absent when the caller gave no Idempotency-Key. */
  readonly commandHash?: string;
  /** The revision the caller saw, -1 for none at all; another one now is a `RevisionMismatchError`. Without: whatever there is. */
  readonly ifMatch?: number;
  /** What started the chain; default the command id. */
  readonly correlationId?: string;
  /** Milliseconds the caller waits; default 5,000. */
  readonly timeoutMs?: number;
}

export interface CatalogResult {
  /** As it was at the revision that the command brought it to; on a replay, the first one's. */
  readonly publication: Publication<Policy | Calendar>;
  /** Of its last event. */
  readonly position: Position;
  /** `done`: an event was appended. `replayed`: the command was done before. `nothing`: it was so already. */
  readonly effect: 'done' | 'replayed' | 'nothing';
}

/** A publication with everything else that was published at the same moment, which the decision looks at. */
interface Found extends LoadedPublication<Policy | Calendar> {
  readonly shelf: Shelf;
}

/** Publishes and retires policies and calendars: the same steps as for a case, see {@link CommandLoop}. */
export class CatalogCommands {
  constructor(
    private readonly catalog: Catalog,
    private readonly loop: CommandLoop,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws {ForbiddenCommandError | PublicationNotFoundError | IdempotencyKeyReusedError | RevisionMismatchError | InvalidPublication | CatalogRuleViolation} nothing was written
   * @throws {TooMuchContentionError | StoreUnavailableError} nothing was written
   * @throws {UnsettledError} may or may not have been written
   */
  async handle(request: CatalogRequest): Promise<CatalogResult> {
    assertMayPublish(request);
    return this.loop.run(this.onItsStream(request), this.loop.deadline(request.timeoutMs));
  }

  private onItsStream(request: CatalogRequest): StreamCommand<Found, CatalogResult> {
    const { catalog, clock } = this;
    const { command } = request;
    const find = (): Found => {
      const { shelf } = catalog;
      return { ...takenFrom(shelf, command), shelf };
    };
    return {
      stream: streamOf(command),
      // A decision looks at other streams too, which no expected revision guards: it is made on what was just read.
      remembered: () => undefined,
      load: async () => {
        await catalog.refresh();
        return find();
      },
      judge: async (found) => judgePublication(request, found, { shelf: found.shelf, catalog, clock }),
      after: (_found, events) => {
        for (const event of events) catalog.note(event);
        return find();
      },
      done: (after) => answer(after, 'done'),
      concluded: async (conclusion, found) => concluded(conclusion, found),
    };
  }
}

/** @throws what refused the command */
function concluded(conclusion: Conclusion, found: Found): CatalogResult {
  switch (conclusion.kind) {
    case 'refused':
      throw conclusion.error;
    case 'nothing':
      return answer(found, 'nothing');
    case 'replayed':
      return answer({ ...found, state: found.past[conclusion.revision] ?? null }, 'replayed');
  }
}

function answer({ state, position }: Found, effect: CatalogResult['effect']): CatalogResult {
  return { publication: state as CatalogResult['publication'], position, effect };
}
