import { randomUUID } from 'node:crypto';
import {
  type AbortMerge,
  type AcceptMerge,
  type Actor,
  type Case,
  type CompleteMerge,
  InvalidCommand,
  type MergeComplaint,
  RuleViolation,
} from '@redress/domain';
import { type CaseCommands } from '../case-commands';
import { type SingleCaseCommand } from '../single-case-command';
import { type CaseRepository } from '../case-repository';
import { type CommandRequest, type CommandResult } from '../command-request';
import { type Deadline } from '../deadline';
import { CaseNotFoundError, isPassing, RevisionMismatchError, UnsettledError } from '../errors';
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

/**
 * Merges across two streams that no transaction spans. The target accepts first, at its exact revision; `ComplaintMerged`
 * on the source is the point at which the merge has happened; the target then takes over what the source left. A crash in
 * between leaves an acceptance on record, which the processor completes or aborts.
 */
export class Merging {
  constructor(
    private readonly commands: CaseCommands,
    private readonly repository: CaseRepository,
    private readonly beforeStep: StepHook = () => undefined,
  ) {}

  async handle(request: CommandRequest<MergeComplaint>): Promise<CommandResult> {
    const { commandHash, correlationId } = request;
    const deadline = this.commands.deadline(request.timeoutMs);
    const parties: MergeParties = {
      mergeId: request.commandId,
      source: request.caseId,
      target: request.command.into,
      actor: request.actor,
      deadline,
      ...(commandHash === undefined ? {} : { commandHash }),
      ...(correlationId === undefined ? {} : { correlationId }),
    };
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt({ ...request, deadline }, parties);
      } catch (error) {
        if (!(error instanceof AcceptanceLostError)) throw error;
        if (attempt === MOST_ATTEMPTS) throw new UnsettledError({ cause: error });
      }
    }
  }

  private async attempt(request: SingleCaseCommand, parties: MergeParties): Promise<CommandResult> {
    const target = () => mergeTarget(this.repository, parties.target, parties.actor);
    const before = await this.commands.preview(request, target);
    if (before !== null) {
      if (before.effect === 'replayed') await this.completeNowOrLater(parties);
      return before;
    }
    await this.beforeStep('accept');
    await this.onTarget(parties, { type: 'AcceptMerge', mergeId: parties.mergeId, source: parties.source });
    const result = await this.mergeSource(request, parties);
    await this.completeNowOrLater(parties);
    return result;
  }

  /** What the processor does with an acceptance that is still open: the merge happens, or is aborted. */
  async settle(parties: MergeParties): Promise<void> {
    const source = await this.repository.load(parties.source);
    if (source.state?.mergedInto !== parties.target) {
      const { actor, mergeId, target, commandHash, correlationId, causationId } = parties;
      await this.mergeSource(
        {
          caseId: parties.source,
          command: { type: 'MergeComplaint', into: target },
          actor,
          // The same command id, so that a caller who repeats the merge finds it done.
          commandId: mergeId,
          ...(commandHash === undefined ? {} : { commandHash }),
          ...(correlationId === undefined ? {} : { correlationId }),
          ...(causationId === undefined ? {} : { causationId }),
        },
        parties,
      ).catch((error: unknown) => {
        if (isFinal(error)) return;
        throw error;
      });
    }
    const after = await this.repository.load(parties.source);
    if (after.state?.mergedInto === parties.target) await this.complete(parties);
  }

  private async mergeSource(request: SingleCaseCommand, parties: MergeParties): Promise<CommandResult> {
    await this.beforeStep('merge');
    try {
      return await this.commands.handle(request, async () => {
        const target = await mergeTarget(this.repository, parties.target, parties.actor);
        if (!isAccepted(target.other, parties)) throw new AcceptanceLostError();
        return target;
      });
    } catch (error) {
      if (isFinal(error)) await this.abort(parties, error);
      throw unsettled(error);
    }
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

  private async abort(parties: MergeParties, error: unknown): Promise<void> {
    const because = error instanceof RuleViolation ? error.code : 'command-not-possible';
    try {
      const loading = this.repository.load(parties.target);
      const target = await (parties.deadline?.race(loading) ?? loading);
      if (!isAccepted(target.state, parties)) return;
      await this.beforeStep('abort');
      await this.onTarget(parties, { type: 'AbortMerge', mergeId: parties.mergeId, source: parties.source, because });
    } catch (failure) {
      throw unsettled(failure);
    }
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

function isAccepted(target: Case | null | undefined, { mergeId }: MergeParties): boolean {
  return target?.acceptances.some((acceptance) => acceptance.mergeId === mergeId) ?? false;
}

/** Once the acceptance is on record the processor may yet merge, so the caller is not told that nothing was recorded. */
function unsettled(error: unknown): unknown {
  return isPassing(error) && !(error instanceof UnsettledError) ? new UnsettledError({ cause: error }) : error;
}

/** The merge will not happen, whoever tries again. Anything else leaves it open whether it does. */
function isFinal(error: unknown): boolean {
  return (
    error instanceof RuleViolation ||
    error instanceof InvalidCommand ||
    error instanceof CaseNotFoundError ||
    error instanceof RevisionMismatchError
  );
}
