import { type Case, DEFAULT_MOST_EVENTS } from '@redress/domain';
import { openEnvelope } from '@redress/event-store';
import { type Appender } from './appender';
import { type CaseRepository } from './case-repository';
import { advance, caseStream, type LoadedCase, noCase } from './case-stream';
import { type Clock } from './clock';
import { CommandLoop, type Conclusion, type StreamCommand } from './command-loop';
import { type CommandResult } from './command-request';
import { type Deadline } from './deadline';
import { promisesFor, type Published } from './promises';
import { type Related, type SingleCaseCommand } from './single-case-command';
import { assertRole, judge, type Knowing } from './verdict';

export interface CaseCommandsOptions {
  readonly repository: CaseRepository;
  readonly appender: Appender;
  readonly published: Published;
  readonly clock: Clock;
  /** IANA zone in which two follow-ups fall on different days. */
  readonly timeZone: string;
  /** A case with so many events is full; default 10,000. */
  readonly mostEvents?: number;
}

/** Handles a command on one case: load, done before?, If-Match, rules, seal, append; {@link CommandLoop} says when again. */
export class CaseCommands {
  private readonly loop: CommandLoop;

  constructor(private readonly options: CaseCommandsOptions) {
    this.loop = new CommandLoop(options.appender, options.clock);
  }

  /** Until when a caller waits who starts now; for commands of several steps, which share it. */
  deadline(timeoutMs?: number): Deadline {
    return this.loop.deadline(timeoutMs);
  }

  /**
   * @throws {ForbiddenCommandError | CaseNotFoundError | IdempotencyKeyReusedError | RevisionMismatchError | MergedElsewhereError | RuleViolation | InvalidCommand} nothing was written
   * @throws {TooMuchContentionError | StoreUnavailableError} nothing was written
   * @throws {UnsettledError} may or may not have been written
   */
  async handle(request: SingleCaseCommand, related: Related = noneRelated): Promise<CommandResult> {
    assertRole(request);
    return this.loop.run(this.onItsCase(request, related), request.deadline ?? this.deadline(request.timeoutMs));
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

  private onItsCase(request: SingleCaseCommand, related: Related): StreamCommand<LoadedCase, CommandResult> {
    const { repository } = this.options;
    return {
      stream: caseStream(request.caseId),
      remembered: () => repository.remembered(request.caseId) ?? unread(request),
      load: () => repository.load(request.caseId),
      judge: async (loaded) => judge(request, loaded, await this.knowing(loaded, related)),
      after: (loaded, events) => {
        // Sealed just now: what was not read needs no check.
        const after = advance(loaded, events.map(openEnvelope));
        repository.remember(after);
        return after;
      },
      done: (after) => answer(after, 'done'),
      concluded: (conclusion, loaded) => this.concluded(conclusion, loaded),
    };
  }

  private async knowing({ state }: LoadedCase, relatedTo: Related): Promise<Knowing> {
    const { published, clock, timeZone, mostEvents = DEFAULT_MOST_EVENTS } = this.options;
    const related = await relatedTo();
    return { related, promises: await promisesFor(published, state, related.other), clock, timeZone, mostEvents };
  }

  /** @throws what refused the command */
  private async concluded(verdict: Conclusion, loaded: LoadedCase): Promise<CommandResult> {
    switch (verdict.kind) {
      case 'refused':
        throw verdict.error;
      case 'nothing':
        return answer(loaded, 'nothing');
      case 'replayed':
        return answer(await this.asAtRevision(loaded, verdict.revision), 'replayed');
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
