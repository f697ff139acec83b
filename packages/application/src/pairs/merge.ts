import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AbortMerge,
  type AcceptMerge,
  type Actor,
  type Case,
  type CompleteMerge,
  InvalidCommand,
  isMergeable,
  type MergeComplaint,
  RuleViolation,
} from '@redress/domain';
import { type CaseCommands } from '../case-commands';
import { type SingleCaseCommand } from '../single-case-command';
import { type CaseRepository } from '../case-repository';
import { type LoadedCase } from '../case-stream';
import { type CommandRequest, type CommandResult } from '../command-request';
import { type Deadline } from '../deadline';
import {
  CaseNotFoundError,
  IdempotencyKeyReusedError,
  isPassing,
  RevisionMismatchError,
  UnsettledError,
} from '../errors';
import { commandOnRecord } from '../loaded-stream';
import { mergeTarget } from './related-cases';

/** Told of each step before it is taken; a test breaks off there, as a crash would. */
export type StepHook = (step: 'accept' | 'merge' | 'complete' | 'abort' | 'mirror') => Promise<void> | void;

/** The two cases of a merge, and in whose name it goes on. */
export interface MergeParties {
  readonly mergeId: string;
  readonly source: string;
  readonly target: string;
  readonly actor: Actor;
  readonly commandHash?: string;
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly deadline?: Deadline;
}

/** The target closed its acceptance between two steps: look again from the start. */
class AcceptanceLostError extends Error {}

const MOST_ATTEMPTS = 5;
/** So long a merge waits at most before it is judged again; drawn by chance so that two that refuse each other part. */
const AGAIN_JITTER_MS = 20;

/** What a caller's merge knows of those who may be at it too. */
interface Rivals {
  /** The target has accepted it at some time, and whoever saw that may merge. */
  wereAdmitted: boolean;
}

/**
 * Merges across two streams that no transaction spans. The target accepts first, at its exact revision; `ComplaintMerged`
 * on the source is the point at which the merge has happened; the target then takes over what the source left. A crash in
 * between leaves an acceptance on record, which the processor completes or aborts.
 *
 * Once the target has accepted, several may be at one merge: the command, its retry, processors. Each of them loads the
 * source, then sees that the acceptance is open, then appends to the source at the revision that it loaded.
 */
export class Merging {
  constructor(
    private readonly commands: CaseCommands,
    private readonly repository: CaseRepository,
    private readonly beforeStep: StepHook = () => undefined,
  ) {}

  async handle(asked: CommandRequest<MergeComplaint>): Promise<CommandResult> {
    const deadline = this.commands.deadline(asked.timeoutMs);
    const request = await deadline.race(this.underItsId(asked));
    const { commandHash, correlationId } = request;
    const parties: MergeParties = {
      mergeId: request.newId,
      source: request.caseId,
      target: request.command.into,
      actor: request.actor,
      deadline,
      ...(commandHash === undefined ? {} : { commandHash }),
      ...(correlationId === undefined ? {} : { correlationId }),
    };
    const rivals: Rivals = { wereAdmitted: false };
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt({ ...request, deadline }, parties, rivals);
      } catch (error) {
        const isUndecided = isRefusal(error)
          ? !(await this.isFinal(error, request, parties, rivals))
          : error instanceof AcceptanceLostError;
        if (!isUndecided) throw rivals.wereAdmitted ? unsettled(error) : error;
        if (attempt === MOST_ATTEMPTS) throw new UnsettledError({ cause: error });
      }
      await sleep(Math.random() * AGAIN_JITTER_MS);
    }
  }

  /**
   * Where the processor finishes a merge, the id of the merge is that of the command on record. An acceptance that is still
   * open may be of a version that gave the merge one of the other ids.
   */
  private async underItsId(
    request: CommandRequest<MergeComplaint>,
  ): Promise<CommandRequest<MergeComplaint> & { readonly newId: string }> {
    const { caseId, command, commandId, otherCommandIds = [], newId = commandId } = request;
    if (newId === commandId) return { ...request, newId };
    const target = await this.repository.load(command.into);
    const open = otherCommandIds.find((mergeId) => isAccepted(target.state, { mergeId, source: caseId }));
    return { ...request, newId: open ?? newId, otherCommandIds: [newId, ...otherCommandIds] };
  }

  private async attempt(request: SingleCaseCommand, parties: MergeParties, rivals: Rivals): Promise<CommandResult> {
    const target = () => mergeTarget(this.repository, parties.target, parties.actor);
    const before = await this.commands.preview(request, target);
    if (before !== null) {
      if (before.effect === 'replayed') await this.completeNowOrLater(parties);
      return before;
    }
    await this.beforeStep('accept');
    await this.onTarget(parties, { type: 'AcceptMerge', mergeId: parties.mergeId, source: parties.source });
    rivals.wereAdmitted = true;
    const result = await this.mergeSource(request, parties);
    await this.completeNowOrLater(parties);
    return result;
  }

  /**
   * Whether nobody merges any more after a refusal, so that the caller may be told of it. Closes the acceptance first:
   * whoever loads the source after that finds it closed. Whoever loaded the source before can append only while it is as
   * we load it now, so as it is now it must stand against the merge by itself. What else stands against it, in the target
   * say, need not have been so when somebody else looked.
   *
   * A retry that finds the acceptance closed already, and the source not merged, is told of any refusal: who may have seen
   * the acceptance open, before the retry, would otherwise stand against an answer for ever.
   */
  private async isFinal(
    refusal: unknown,
    request: CommandRequest,
    parties: MergeParties,
    rivals: Rivals,
  ): Promise<boolean> {
    const isKeyReused = refusal instanceof IdempotencyKeyReusedError;
    // Who may not know of the source learns nothing of what becomes of it; and another request's merge is not aborted.
    if (!rivals.wereAdmitted && (isKeyReused || refusal instanceof CaseNotFoundError)) return true;
    try {
      const wasOpen = await this.abort(parties, refusal);
      rivals.wereAdmitted ||= wasOpen;
      // Nothing is recorded twice under one id.
      if (isKeyReused) return true;
      const { state, commands } = await this.loadInTime(parties.source, parties);
      if (commandOnRecord(commands, request) !== undefined) return false;
      return !rivals.wereAdmitted || state === null || !isMergeable(state);
    } catch (failure) {
      throw unsettled(failure);
    }
  }

  /** What the processor does with an acceptance that is still open: the merge happens, or is aborted. */
  async settle(parties: MergeParties): Promise<void> {
    const { actor, mergeId, source, target, commandHash, correlationId, causationId } = parties;
    if (!(await this.isMerged(parties))) {
      try {
        await this.mergeSource(
          {
            caseId: source,
            command: { type: 'MergeComplaint', into: target },
            actor,
            // The same command id, so that a caller who repeats the merge finds it done.
            commandId: mergeId,
            ...(commandHash === undefined ? {} : { commandHash }),
            ...(correlationId === undefined ? {} : { correlationId }),
            ...(causationId === undefined ? {} : { causationId }),
          },
          parties,
        );
      } catch (error) {
        // Somebody else may merge all the same: then `ComplaintMerged` comes on record after this, and is completed.
        if (isRefusal(error)) await this.abort(parties, error);
        else if (!(error instanceof AcceptanceLostError)) throw error;
      }
    }
    if (await this.isMerged(parties)) await this.complete(parties);
  }

  private async isMerged({ source, target }: MergeParties): Promise<boolean> {
    return (await this.repository.load(source)).state?.mergedInto === target;
  }

  private async mergeSource(request: SingleCaseCommand, parties: MergeParties): Promise<CommandResult> {
    await this.beforeStep('merge');
    return this.commands.handle(request, async () => {
      const target = await mergeTarget(this.repository, parties.target, parties.actor);
      if (!isAccepted(target.other, parties)) throw new AcceptanceLostError();
      return target;
    });
  }

  /** The merge has happened: what the store will not take now, the processor adds later. */
  private async completeNowOrLater(parties: MergeParties): Promise<void> {
    try {
      await this.complete(parties);
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
  }

  /** The target takes over what the source left. Done by whoever comes first: the command, its retry, or the processor. */
  async complete(parties: MergeParties): Promise<void> {
    await this.beforeStep('complete');
    await this.onTarget(parties, { type: 'CompleteMerge', mergeId: parties.mergeId, source: parties.source });
  }

  /** Closes the acceptance if it is open: whoever has not seen it by now does not merge. Says whether it was open. */
  private async abort(parties: MergeParties, refusal: unknown): Promise<boolean> {
    const because = refusal instanceof RuleViolation ? refusal.code : 'command-not-possible';
    const target = await this.loadInTime(parties.target, parties);
    if (!isAccepted(target.state, parties)) return false;
    await this.beforeStep('abort');
    await this.onTarget(parties, { type: 'AbortMerge', mergeId: parties.mergeId, source: parties.source, because });
    return true;
  }

  private async loadInTime(id: string, { deadline }: MergeParties): Promise<LoadedCase> {
    const loading = this.repository.load(id);
    return deadline?.race(loading) ?? loading;
  }

  private async onTarget(parties: MergeParties, command: AcceptMerge | CompleteMerge | AbortMerge): Promise<void> {
    const { commandHash, causationId, deadline } = parties;
    await this.commands.handle(
      {
        caseId: parties.target,
        command,
        actor: parties.actor,
        // What the target adds is found again by what it says, not by the id of the command: an aborted merge may be tried again.
        commandId: randomUUID(),
        correlationId: parties.correlationId ?? parties.mergeId,
        ...(commandHash === undefined ? {} : { commandHash }),
        ...(causationId === undefined ? {} : { causationId }),
        ...(deadline === undefined ? {} : { deadline }),
      },
      async () => ({ other: (await this.repository.load(parties.source)).state }),
    );
  }
}

function isAccepted(
  target: Case | null | undefined,
  { mergeId, source }: Pick<MergeParties, 'mergeId' | 'source'>,
): boolean {
  return target?.acceptances.some((it) => it.mergeId === mergeId && it.source === source) ?? false;
}

/** Once the acceptance is on record the processor may yet merge, so the caller is not told that nothing was recorded. */
function unsettled(error: unknown): unknown {
  return isPassing(error) && !(error instanceof UnsettledError) ? new UnsettledError({ cause: error }) : error;
}

/** Something stands against the merge as it was judged. It may yet be merged by others: see `isFinal`. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof RuleViolation ||
    error instanceof InvalidCommand ||
    error instanceof CaseNotFoundError ||
    error instanceof IdempotencyKeyReusedError ||
    error instanceof RevisionMismatchError
  );
}
