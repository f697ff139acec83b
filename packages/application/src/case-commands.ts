import { setTimeout as sleep } from 'node:timers/promises';
import { type Case } from '@redress/domain';
import {
  OutcomeUnknownError,
  type SealedEvent,
  type StoredEvent,
  WrongExpectedRevisionError,
} from '@redress/event-store';
import { type Appender } from './appender';
import { type CaseRepository } from './case-repository';
import { advance, caseStream, type LoadedCase, noCase } from './case-stream';
import { type Clock } from './clock';
import { type CommandResult } from './command-request';
import { Deadline, noAnswer } from './deadline';
import { TooMuchContentionError, UnsettledError } from './errors';
import { KeyedQueue } from './keyed-queue';
import { promisesFor, type Published } from './promises';
import { type Related, type SingleCaseCommand } from './single-case-command';
import { assertRole, judge, type Knowing, type Verdict } from './verdict';

const DEFAULT_TIMEOUT_MS = 10_000;
/** So long somebody who lost a race waits before deciding again, at most; drawn by chance so that racers part. */
const CONFLICT_JITTER_MS = 20;

export interface CaseCommandsOptions {
  readonly repository: CaseRepository;
  readonly appender: Appender;
  readonly published: Published;
  readonly clock: Clock;
  /** IANA zone in which two follow-ups fall on different days. */
  readonly timeZone: string;
}

/** How far the handling of one command has come. */
interface Attempt {
  readonly deadline: Deadline;
  /**
   * The revision that the stream had when a batch was handed to the store of which nobody knows what became; null when
   * there is none. As long as the stream stands there, the batch may still come on record.
   */
  unknownAt: number | null;
}

/**
 * Handles a command on one case: load, done before?, If-Match, rules, seal, append, and again from the start when
 * somebody else was faster. A remembered case may be decided on, because the append names its exact revision; but before
 * a refusal, before "nothing to do" and before a replay the tail is read from the store.
 */
export class CaseCommands {
  private readonly queue = new KeyedQueue();

  constructor(private readonly options: CaseCommandsOptions) {}

  /** Until when a caller waits who starts now; for commands of several steps, which share it. */
  deadline(timeoutMs = DEFAULT_TIMEOUT_MS): Deadline {
    return new Deadline(this.options.clock, timeoutMs);
  }

  /**
   * @throws {ForbiddenCommandError | CaseNotFoundError | IdempotencyKeyReusedError | RevisionMismatchError | MergedElsewhereError | RuleViolation | InvalidCommand} nothing was written
   * @throws {TooMuchContentionError | StoreUnavailableError} nothing was written
   * @throws {UnsettledError} may or may not have been written
   */
  async handle(request: SingleCaseCommand, related: Related = noneRelated): Promise<CommandResult> {
    assertRole(request);
    const deadline = request.deadline ?? this.deadline(request.timeoutMs);
    const attempt: Attempt = { deadline, unknownAt: null };
    const late = (): Error => (attempt.unknownAt === null ? noAnswer() : new UnsettledError());
    // Callers of one process take turns on a case instead of racing; those of other processes meet at the revision.
    // Whoever hangs gives the turn away at the deadline, and whoever waits for a turn waits no longer than that either.
    const turn = () => deadline.race(this.settle(request, related, attempt), late);
    return deadline.race(this.queue.run(request.caseId, turn), late);
  }

  /**
   * What the command would find, without appending anything.
   * @returns null when it would append; else the answer it would give
   * @throws what {@link handle} throws when it refuses
   */
  async preview(request: SingleCaseCommand, related: Related = noneRelated): Promise<CommandResult | null> {
    assertRole(request);
    const deadline = request.deadline ?? this.deadline(request.timeoutMs);
    return deadline.race(this.look(request, related));
  }

  private async look(request: SingleCaseCommand, related: Related): Promise<CommandResult | null> {
    const loaded = await this.options.repository.load(request.caseId);
    const verdict = judge(request, loaded, await this.knowing(loaded, related));
    return verdict.kind === 'append' ? null : this.concluded(verdict, loaded);
  }

  private async settle(request: SingleCaseCommand, related: Related, attempt: Attempt): Promise<CommandResult> {
    try {
      return await this.decideAndAppend(request, related, attempt);
    } catch (error) {
      // Whatever stands against it now, an earlier try may still come on record.
      throw attempt.unknownAt === null ? error : new UnsettledError({ cause: error });
    }
  }

  private async decideAndAppend(
    request: SingleCaseCommand,
    related: Related,
    attempt: Attempt,
  ): Promise<CommandResult> {
    const { repository, clock } = this.options;
    let remembered = repository.remembered(request.caseId) ?? unread(request);
    for (;;) {
      const loaded = remembered ?? (await repository.load(request.caseId));
      if (attempt.unknownAt !== null && loaded.end.revision > attempt.unknownAt) attempt.unknownAt = null;
      const verdict = judge(request, loaded, await this.knowing(loaded, related));
      const isFresh = remembered === undefined;
      remembered = undefined;
      if (verdict.kind !== 'append') {
        if (!isFresh) continue;
        if (attempt.unknownAt !== null && verdict.kind === 'nothing') throw new UnsettledError();
        return this.concluded(verdict, loaded);
      }
      const after = await this.append(request, loaded, verdict.batch, attempt);
      if (after !== null) return answer(after, 'done');
      if (clock.now() > attempt.deadline.at) throw new TooMuchContentionError(request.caseId);
      await sleep(Math.random() * CONFLICT_JITTER_MS);
    }
  }

  private async knowing({ state }: LoadedCase, relatedTo: Related): Promise<Knowing> {
    const { published, clock, timeZone } = this.options;
    const related = await relatedTo();
    return { related, promises: await promisesFor(published, state, related.other), clock, timeZone };
  }

  /** @throws what refused the command */
  private async concluded(verdict: Exclude<Verdict, { kind: 'append' }>, loaded: LoadedCase): Promise<CommandResult> {
    switch (verdict.kind) {
      case 'refused':
        throw verdict.error;
      case 'nothing':
        return answer(loaded, 'nothing');
      case 'replayed':
        return answer(await this.asAtRevision(loaded, verdict.revision), 'replayed');
    }
  }

  /** The case after the append; null when somebody else was faster, or when it is not known and has to be looked up. */
  private async append(
    request: SingleCaseCommand,
    loaded: LoadedCase,
    batch: readonly SealedEvent[],
    attempt: Attempt,
  ): Promise<LoadedCase | null> {
    const { repository, appender, clock } = this.options;
    const { deadline, unknownAt } = attempt;
    if (deadline.hasPassed) throw noAnswer();
    const stream = caseStream(request.caseId);
    attempt.unknownAt = loaded.end.revision;
    try {
      const { position } = await appender.append(stream, loaded.end, batch, deadline.at);
      attempt.unknownAt = null;
      // Only the last event's position is known; nobody asks for those before it here.
      const stored = batch.map((event): StoredEvent => ({ ...event, stream, position }));
      const after = advance(loaded, stored);
      repository.remember(after);
      return after;
    } catch (error) {
      if (error instanceof OutcomeUnknownError && clock.now() < deadline.at) return null;
      if (error instanceof OutcomeUnknownError) throw error;
      // This batch was not written; of an earlier one that is still to be seen.
      attempt.unknownAt = unknownAt;
      if (error instanceof WrongExpectedRevisionError) return null;
      throw error;
    }
  }

  private async asAtRevision(loaded: LoadedCase, revision: number): Promise<LoadedCase> {
    if (loaded.end.revision === revision) return loaded;
    return this.options.repository.loadUpTo(loaded, revision);
  }
}

/** A receipt begins a stream: that there is none is as good a starting point as a remembered case, and saves a read. */
function unread({ caseId, command }: SingleCaseCommand): LoadedCase | undefined {
  return command.type === 'ReceiveComplaint' ? noCase(caseId) : undefined;
}

const noneRelated: Related = () => Promise.resolve({});

function answer(loaded: LoadedCase, effect: CommandResult['effect']): CommandResult {
  return { state: loaded.state as Case, at: loaded.end.recordedAt, position: loaded.position, effect };
}
