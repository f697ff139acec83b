import { randomUUID } from 'node:crypto';
import {
  type Actor,
  type Case,
  type LinkCases,
  type MirrorLink,
  type MirrorUnlink,
  type UnlinkCases,
} from '@redress/domain';
import { type CaseCommands } from '../case-commands';
import { type CaseRepository } from '../case-repository';
import { type CommandRequest, type CommandResult } from '../command-request';
import { type Deadline } from '../deadline';
import { isPassing } from '../errors';
import { type StepHook } from './merge';
import { otherCase } from './related-cases';

/** One of the two cases of a link, and the other one that has to hear of what happened there. */
export interface LinkParties {
  readonly told: string;
  readonly other: string;
  readonly actor: Actor;
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly deadline?: Deadline;
}

/**
 * Links stand on both streams. The case that the command was given on records it first; the other mirrors it, at once or,
 * after a crash, when the processor comes by. A link has an id and its end is final, so the order in which the two hear
 * of it makes no difference.
 */
export class Linking {
  constructor(
    private readonly commands: CaseCommands,
    private readonly repository: CaseRepository,
    private readonly beforeStep: StepHook = () => undefined,
  ) {}

  async handle(request: CommandRequest<LinkCases | UnlinkCases>): Promise<CommandResult> {
    const { caseId, command, actor, commandId, correlationId = commandId } = request;
    const deadline = this.commands.deadline(request.timeoutMs);
    const result = await this.commands.handle({ ...request, deadline }, () =>
      otherCase(this.repository, command.to, actor),
    );
    try {
      await deadline.race(this.mirror({ told: caseId, other: command.to, actor, correlationId, deadline }));
    } catch (error) {
      // It is on record; the processor tells the other case once the store can be used again.
      if (!isPassing(error)) throw error;
    }
    return result;
  }

  /** What the processor does with a link or its end: each case comes to say what the other does, in whatever order they heard of it. */
  async settle(parties: LinkParties): Promise<void> {
    await this.mirror(parties);
    await this.mirror({ ...parties, told: parties.other, other: parties.told });
  }

  /** Makes the other case say of their links what this one says. Does nothing when it does already. */
  private async mirror({ told, other, ...rest }: LinkParties): Promise<void> {
    const [from, to] = await Promise.all([this.repository.load(told), this.repository.load(other)]);
    if (from.state === null || to.state === null) return;
    for (const command of missing(from.state, to.state)) {
      await this.beforeStep('mirror');
      await this.commands.handle({ caseId: other, command, commandId: randomUUID(), ...rest });
    }
  }
}

function missing(told: Case, other: Case): readonly (MirrorLink | MirrorUnlink)[] {
  const linked = told.links
    .filter((link) => link.case === other.id && !other.endedLinks.includes(link.linkId))
    .filter((link) => !other.links.some(({ linkId }) => linkId === link.linkId))
    .map(({ linkId, relation }): MirrorLink => ({ type: 'MirrorLink', linkId, to: told.id, relation }));
  const unlinked = told.endedLinks
    .filter((linkId) => other.links.some((link) => link.linkId === linkId))
    .map((linkId): MirrorUnlink => ({ type: 'MirrorUnlink', linkId, to: told.id }));
  return [...linked, ...unlinked];
}
