import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Actor,
  type Case,
  type Command,
  type CommandType,
  decide,
  type DecisionContext,
  maySee,
  mayCommand,
} from '@redress/domain';
import {
  OutcomeUnknownError,
  seal,
  type SealedEvent,
  type StoredEvent,
  WrongExpectedRevisionError,
} from '@redress/event-store';
import { type Appender } from './appender';
import { type CaseRepository } from './case-repository';
import { advance, caseStream, drafts, type LoadedCase, noCase } from './case-stream';
import { type Clock, isoInstant } from './clock';
import { type CommandResult } from './command-request';
import {
  CaseNotFoundError,
  ForbiddenCommandError,
  IdempotencyKeyReusedError,
  RevisionMismatchError,
  TooMuchContentionError,
  UnsettledError,
} from './errors';
import { KeyedQueue } from './keyed-queue';

const DEFAULT_TIMEOUT_MS = 10_000;
/** So long somebody who lost a race waits before deciding again, at most; drawn by chance so that racers part. */
const CONFLICT_JITTER_MS = 20;

/** A command for one case: what a caller asked for, or a half of it that the application or a processor adds. */
export interface SingleCaseCommand {
  readonly caseId: string;
  readonly command: Command;
  readonly actor: Actor;
  readonly commandId: string;
  readonly commandHash?: string;
  readonly ifMatch?: number;
  readonly occurredAt?: string;
  readonly lateReason?: string;
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly timeoutMs?: number;
}

/** What a decision may know of another case; read anew for every try. */
export type Related = () => Promise<Pick<DecisionContext, 'other' | 'otherMergedInto'>>;

export interface CaseCommandsOptions {
  readonly repository: CaseRepository;
  readonly appender: Appender;
  readonly clock: Clock;
  /** IANA zone in which two follow-ups fall on different days. */
  readonly timeZone: string;
}

type Verdict =
  | { readonly kind: 'append'; readonly batch: readonly SealedEvent[] }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'replayed'; readonly revision: number }
  | { readonly kind: 'refused'; readonly error: unknown };

/**
 * Handles a command on one case: load, done before?, If-Match, rules, seal, append, and again from the start when
 * somebody else was faster. A remembered case may be decided on, because the append names its exact revision; but before
 * a refusal, before "nothing to do" and before a replay the tail is read from the store.
 */
export class CaseCommands {
  private readonly queue = new KeyedQueue();

  constructor(private readonly options: CaseCommandsOptions) {}

  /**
   * @throws {ForbiddenCommandError | CaseNotFoundError | IdempotencyKeyReusedError | RevisionMismatchError | RuleViolation | InvalidCommand} nothing was written
   * @throws {TooMuchContentionError} nothing was written
   * @throws {UnsettledError} may or may not have been written
   */
  async handle(request: SingleCaseCommand, related: Related = noneRelated): Promise<CommandResult> {
    assertRole(request);
    const deadline = this.options.clock.now() + (request.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    // Callers of one process take turns on a case instead of racing; those of other processes meet at the revision.
    return this.queue.run(request.caseId, () => this.decideAndAppend(request, related, deadline));
  }

  /**
   * What the command would find, without appending anything.
   * @returns null when it would append; else the answer it would give
   * @throws what {@link handle} throws when it refuses
   */
  async preview(request: SingleCaseCommand, related: Related = noneRelated): Promise<CommandResult | null> {
    assertRole(request);
    const loaded = await this.load(request);
    const verdict = this.judge(request, loaded, await related());
    switch (verdict.kind) {
      case 'append':
        return null;
      case 'refused':
        throw verdict.error;
      case 'nothing':
        return answer(loaded, 'nothing');
      case 'replayed':
        return answer(await this.asAtRevision(loaded, verdict.revision), 'replayed');
    }
  }

  private async decideAndAppend(
    request: SingleCaseCommand,
    related: Related,
    deadline: number,
  ): Promise<CommandResult> {
    const { repository, clock } = this.options;
    let loaded = repository.remembered(request.caseId) ?? unread(request);
    let isFresh = false;
    if (loaded === undefined) {
      loaded = await this.load(request);
      isFresh = true;
    }
    for (;;) {
      let verdict = this.judge(request, loaded, await related());
      if (verdict.kind !== 'append' && !isFresh) {
        loaded = await this.load(request);
        isFresh = true;
        verdict = this.judge(request, loaded, await related());
      }
      switch (verdict.kind) {
        case 'refused':
          throw verdict.error;
        case 'nothing':
          return answer(loaded, 'nothing');
        case 'replayed':
          return answer(await this.asAtRevision(loaded, verdict.revision), 'replayed');
        case 'append': {
          const after = await this.append(request, loaded, verdict.batch, deadline);
          if (after !== null) return answer(after, 'done');
        }
      }
      if (clock.now() > deadline) throw new TooMuchContentionError(request.caseId);
      await sleep(Math.random() * CONFLICT_JITTER_MS);
      loaded = await this.load(request);
    }
  }

  /** With an id made from an Idempotency-Key or at random, a ReceiveComplaint usually finds no stream: a read all the same, since a retry does. */
  private load(request: SingleCaseCommand): Promise<LoadedCase> {
    return this.options.repository.load(request.caseId);
  }

  private judge(
    request: SingleCaseCommand,
    loaded: LoadedCase,
    related: Pick<DecisionContext, 'other' | 'otherMergedInto'>,
  ): Verdict {
    const { state } = loaded;
    const isReceipt = request.command.type === 'ReceiveComplaint';
    try {
      if (!isReceipt && (state === null || !maySee(state, request.actor))) throw new CaseNotFoundError(request.caseId);
      const before = loaded.commands.get(request.commandId);
      if (before !== undefined) {
        if (before.hash !== request.commandHash) throw new IdempotencyKeyReusedError();
        return { kind: 'replayed', revision: before.revision };
      }
      if (request.ifMatch !== undefined && request.ifMatch !== loaded.end.revision) {
        throw new RevisionMismatchError(request.ifMatch, loaded.end.revision);
      }
      const batch = this.decideAndSeal(request, loaded, related);
      return batch.length === 0 ? { kind: 'nothing' } : { kind: 'append', batch };
    } catch (error) {
      return { kind: 'refused', error };
    }
  }

  private decideAndSeal(
    request: SingleCaseCommand,
    loaded: LoadedCase,
    related: Pick<DecisionContext, 'other' | 'otherMergedInto'>,
  ): readonly SealedEvent[] {
    const { caseId, command, actor, commandId, commandHash, lateReason, correlationId, causationId } = request;
    // A clock that was stepped back, or that of another replica, must not make the present come before what is on record.
    const now = latest(isoInstant(this.options.clock.now()), loaded.end.recordedAt);
    const { events, occurredAt } = decide(command, loaded.state, {
      caseId,
      commandId,
      actor,
      now,
      occurredAt: request.occurredAt ?? now,
      occurredAtPrecision: 'instant',
      timeZone: this.options.timeZone,
      ...(lateReason === undefined ? {} : { lateReason }),
      ...related,
    });
    const provenance = {
      actor,
      occurredAt,
      occurredAtPrecision: 'instant' as const,
      recordedAt: now,
      commandId,
      ...(commandHash === undefined ? {} : { commandHash }),
      ...(correlationId === undefined ? {} : { correlationId }),
      ...(causationId === undefined ? {} : { causationId }),
    };
    return seal(caseStream(caseId), loaded.end, drafts(events, provenance));
  }

  /** The case after the append; null when somebody else was faster, or when it is not known and has to be looked up. */
  private async append(
    request: SingleCaseCommand,
    loaded: LoadedCase,
    batch: readonly SealedEvent[],
    deadline: number,
  ): Promise<LoadedCase | null> {
    const { repository, appender, clock } = this.options;
    const stream = caseStream(request.caseId);
    try {
      const { position } = await appender.append(stream, loaded.end, batch, deadline);
      // Only the last event's position is known; nobody asks for those before it here.
      const stored = batch.map((event): StoredEvent => ({ ...event, stream, position }));
      const after = advance(loaded, stored);
      repository.remember(after);
      return after;
    } catch (error) {
      if (error instanceof WrongExpectedRevisionError) return null;
      if (!(error instanceof OutcomeUnknownError)) throw error;
      if (clock.now() >= deadline) throw new UnsettledError({ cause: error });
      return null;
    }
  }

  private async asAtRevision(loaded: LoadedCase, revision: number): Promise<LoadedCase> {
    if (loaded.end.revision === revision) return loaded;
    return this.options.repository.loadUpTo(loaded.id, revision);
  }
}

/** ISO 8601 UTC strings of equal length compare as instants do. */
function latest(a: string, b: string): string {
  return a > b ? a : b;
}

/** A receipt begins a stream: that there is none is as good a starting point as a remembered case, and saves a read. */
function unread({ caseId, command }: SingleCaseCommand): LoadedCase | undefined {
  return command.type === 'ReceiveComplaint' ? noCase(caseId) : undefined;
}

const noneRelated: Related = () => Promise.resolve({});

function assertRole({ command, actor }: SingleCaseCommand): void {
  // Internal commands are no caller's: the application gives them in the name of whoever gave the caller's command.
  const isInternal = [
    'NoteSourceRow',
    'AcceptMerge',
    'CompleteMerge',
    'AbortMerge',
    'MirrorLink',
    'MirrorUnlink',
  ].includes(command.type);
  if (!isInternal && !mayCommand(actor.role, command.type as CommandType)) {
    throw new ForbiddenCommandError(actor.role, command.type as CommandType);
  }
}

function answer(loaded: LoadedCase, effect: CommandResult['effect']): CommandResult {
  return { state: loaded.state as Case, at: loaded.end.recordedAt, position: loaded.position, effect };
}
