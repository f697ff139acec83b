import {
  type Case,
  maySee,
  type ReceiveInformation,
  type RecordMessage,
  RuleViolation,
  type SendMessage,
} from '@redress/domain';
import { type CaseCommands } from '../case-commands';
import { type CaseRepository } from '../case-repository';
import { type CommandRequest, type CommandResult } from '../command-request';
import { CaseNotFoundError, MergedElsewhereError } from '../errors';
import { type SingleCaseCommand } from '../single-case-command';

type MessageRequest = CommandRequest<RecordMessage | SendMessage | ReceiveInformation>;

/**
 * A message from or to the complainant of a merged case, and information that was asked for, is recorded where things go on. One that was recorded before a
 * merge is found where it was, on the way there.
 *
 * Where things go on may be out of the caller's sight. What the complainant said is recorded there all the same, for it
 * must not be lost, and answered with the case that the caller knows. To write to the complainant from there is for those
 * who may know of it.
 */
export class Messages {
  constructor(
    private readonly commands: CaseCommands,
    private readonly repository: CaseRepository,
  ) {}

  async handle({ ifMatch, ...request }: MessageRequest): Promise<CommandResult> {
    const deadline = this.commands.deadline(request.timeoutMs);
    const passed = new Set<string>();
    let message: SingleCaseCommand = { ...request, ...(ifMatch === undefined ? {} : { ifMatch }) };
    for (;;) {
      try {
        const result = await this.commands.handle({ ...message, deadline, unlessMerged: true });
        return await deadline.race(this.asToldTo(request, result));
      } catch (error) {
        if (!(error instanceof MergedElsewhereError) || passed.has(error.into)) {
          throw passed.size > 0 ? withoutTheOther(error) : error;
        }
        passed.add(error.into);
        // The revision that the caller saw is that of the merged case.
        message = { ...request, caseId: error.into, isForwarded: request.command.type !== 'SendMessage' };
      }
    }
  }

  /**
   * The case the message is recorded on; the merged one, as it was then, when that one was out of the caller's sight then.
   * Both are judged as of the message, so that whoever repeats it is answered the same.
   */
  private async asToldTo({ caseId, actor }: MessageRequest, result: CommandResult): Promise<CommandResult> {
    if (result.state.id === caseId || maySee(result.state, actor)) return result;
    const { state, position } = await this.repository.loadMerged(caseId, result.at);
    return { ...result, state: state as Case, position };
  }
}

/** What a refusal says of the case where things go on is not told: the caller asked about another one. */
function withoutTheOther(error: unknown): unknown {
  if (error instanceof CaseNotFoundError) return new RuleViolation('case-merged');
  return error instanceof RuleViolation ? new RuleViolation(error.code) : error;
}
