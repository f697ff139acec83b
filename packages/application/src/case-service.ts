import { type CallerCommand, type RecordMessage, type SendMessage } from '@redress/domain';
import { type CaseCommands } from './case-commands';
import { type SingleCaseCommand } from './single-case-command';
import { type CommandRequest, type CommandResult } from './command-request';
import { MergedElsewhereError } from './errors';
import { type Linking } from './pairs/link';
import { type Merging } from './pairs/merge';

/** The one way in for what callers ask for: most commands concern one case, some a second one too. */
export class CaseService {
  constructor(
    private readonly commands: CaseCommands,
    private readonly merging: Merging,
    private readonly linking: Linking,
  ) {}

  /** @throws what {@link CaseCommands.handle} throws */
  handle(request: CommandRequest): Promise<CommandResult> {
    if (concerns(request, 'MergeComplaint')) return this.merging.handle(request);
    if (concerns(request, 'LinkCases') || concerns(request, 'UnlinkCases')) return this.linking.handle(request);
    if (concerns(request, 'RecordMessage') || concerns(request, 'SendMessage')) return this.message(request);
    return this.commands.handle(request);
  }

  /**
   * A message from or to the complainant of a merged case is recorded where things go on. One that was recorded before a
   * merge is found where it was, on the way there.
   */
  private async message({ ifMatch, ...request }: CommandRequest<RecordMessage | SendMessage>): Promise<CommandResult> {
    const deadline = this.commands.deadline(request.timeoutMs);
    const passed = new Set<string>();
    let message: SingleCaseCommand = { ...request, ...(ifMatch === undefined ? {} : { ifMatch }) };
    for (;;) {
      try {
        return await this.commands.handle({ ...message, deadline, unlessMerged: true });
      } catch (error) {
        if (!(error instanceof MergedElsewhereError) || passed.has(error.into)) throw error;
        passed.add(error.into);
        // The revision that the caller saw is that of the merged case.
        message = { ...request, caseId: error.into };
      }
    }
  }
}

function concerns<T extends CallerCommand['type']>(
  request: CommandRequest,
  type: T,
): request is CommandRequest<Extract<CallerCommand, { type: T }>> {
  return request.command.type === type;
}
