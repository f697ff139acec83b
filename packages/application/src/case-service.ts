import { type CallerCommand, type RecordMessage, type SendMessage } from '@redress/domain';
import { type CaseCommands } from './case-commands';
import { type CaseRepository } from './case-repository';
import { type CommandRequest, type CommandResult } from './command-request';
import { type Linking } from './pairs/link';
import { type Merging } from './pairs/merge';
import { mergedInto } from './pairs/related-cases';

/** The one way in for what callers ask for: most commands concern one case, some a second one too. */
export class CaseService {
  constructor(
    private readonly commands: CaseCommands,
    private readonly repository: CaseRepository,
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

  /** A message from or to the complainant of a merged case is recorded where things go on, unless a first try was recorded here before the merge. */
  private async message(request: CommandRequest<RecordMessage | SendMessage>): Promise<CommandResult> {
    const { state, commands } = await this.repository.load(request.caseId);
    if (state === null || state.mergedInto === null || commands.has(request.commandId))
      return this.commands.handle(request);
    const caseId = (await mergedInto(this.repository, state)).at(-1) ?? request.caseId;
    const { ifMatch: _ofTheMergedCase, ...message } = request;
    return this.commands.handle({ ...message, caseId });
  }
}

function concerns<T extends CallerCommand['type']>(
  request: CommandRequest,
  type: T,
): request is CommandRequest<Extract<CallerCommand, { type: T }>> {
  return request.command.type === type;
}
