import { type ReceiveComplaint } from '@redress/domain';
import { type CaseCommands } from './case-commands';
import { type CaseRepository } from './case-repository';
import { type CommandRequest, type CommandResult } from './command-request';
import { type OlderCases } from './ids/older-cases';

/**
 * A receipt under an Idempotency-Key that version 0.1 recorded is found where that version has put it. Only a log that holds
 * such cases is asked, and only for a receipt with a key: that is one read of a stream which usually is not there.
 */
export class Receipts {
  constructor(
    private readonly commands: CaseCommands,
    private readonly repository: CaseRepository,
    private readonly olderCases: OlderCases,
  ) {}

  async handle(request: CommandRequest<ReceiveComplaint>): Promise<CommandResult> {
    const deadline = this.commands.deadline(request.timeoutMs);
    const caseId = await deadline.race(this.caseIdOf(request));
    return this.commands.handle({ ...request, caseId, deadline });
  }

  private async caseIdOf({ caseId, olderCaseId }: CommandRequest): Promise<string> {
    if (olderCaseId === undefined || !(await this.olderCases.mayBeOnRecord())) return caseId;
    const { state } = await this.repository.load(olderCaseId);
    return state === null ? caseId : olderCaseId;
  }
}
