import { type CallerCommand } from '@redress/domain';
import { type CaseCommands } from './case-commands';
import { type CommandRequest, type CommandResult } from './command-request';
import { type Linking } from './pairs/link';
import { type Merging } from './pairs/merge';
import { type Messages } from './pairs/messages';
import { type Receipts } from './receipts';

/** The one way in for what callers ask for: most commands concern one case, some a second one too. */
export class CaseService {
  constructor(
    private readonly commands: CaseCommands,
    private readonly merging: Merging,
    private readonly linking: Linking,
    private readonly messages: Messages,
    private readonly receipts: Receipts,
  ) {}

  /** @throws what {@link CaseCommands.handle} throws */
  handle(request: CommandRequest): Promise<CommandResult> {
    if (concerns(request, 'ReceiveComplaint')) return this.receipts.handle(request);
    if (concerns(request, 'MergeComplaint')) return this.merging.handle(request);
    if (concerns(request, 'LinkCases') || concerns(request, 'UnlinkCases')) return this.linking.handle(request);
    if (concerns(request, 'RecordMessage') || concerns(request, 'SendMessage')) return this.messages.handle(request);
    if (concerns(request, 'ReceiveInformation')) return this.messages.handle(request);
    return this.commands.handle(request);
  }
}

function concerns<T extends CallerCommand['type']>(
  request: CommandRequest,
  type: T,
): request is CommandRequest<Extract<CallerCommand, { type: T }>> {
  return request.command.type === type;
}
